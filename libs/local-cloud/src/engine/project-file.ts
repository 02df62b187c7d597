import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { ProjectError } from './engine-errors.ts';
import { readYaml } from './yaml-file.ts';

const configurationTypes = ['string', 'boolean', 'integer', 'array', 'object'] as const;

export type ConfigurationType = (typeof configurationTypes)[number];

/** How Pulumi.yaml declares a configuration key: bare values, `value:` and `default:` are all allowed. */
const declaredKey = v.union([
  v.pipe(
    v.strictObject({
      type: v.optional(v.picklist(configurationTypes)),
      description: v.optional(v.string()),
      secret: v.optional(v.boolean()),
      items: v.optional(v.unknown()),
      default: v.optional(v.unknown()),
      value: v.optional(v.unknown()),
    }),
    v.check(
      (key) => key.default === undefined || key.value === undefined,
      'give either a default or a value, not both',
    ),
  ),
  v.string(),
  v.number(),
  v.boolean(),
  v.array(v.unknown()),
]);

const nodeOptions = v.object({
  typescript: v.optional(v.boolean(), true),
  nodeargs: v.optional(v.string(), ''),
});

/** Pulumi.yaml belongs to the Pulumi CLI too, so keys that mean nothing here are left to it. */
const projectFile = v.object({
  name: v.pipe(v.string(), v.nonEmpty()),
  runtime: v.pipe(
    v.union([v.string(), v.looseObject({})]),
    v.transform((runtime) => (typeof runtime === 'string' ? { name: runtime } : runtime)),
    v.object({
      name: v.literal('nodejs', 'expected nodejs, the only runtime that is evaluated here'),
      options: v.optional(nodeOptions, {}),
    }),
  ),
  main: v.optional(v.string()),
  stackConfigDir: v.optional(v.string(), '.'),
  config: v.optional(v.record(v.string(), declaredKey), {}),
});

export type DeclaredKey = v.InferOutput<typeof declaredKey>;

export interface Project {
  readonly name: string;
  /** Folder of Pulumi.yaml, absolute. */
  readonly rootDir: string;
  /** Folder in which the program runs and against which its relative paths are resolved, absolute. */
  readonly programDir: string;
  /** File inside `programDir`, or `.` for what its package.json names. */
  readonly entryPoint: string;
  readonly typescript: boolean;
  readonly nodeArguments: readonly string[];
  readonly stackConfigDir: string;
  readonly declaredKeys: Readonly<Record<string, DeclaredKey>>;
}

/** @throws ProjectError no-project, invalid-project */
export const readProject = async (dir: string): Promise<Project> => {
  const rootDir = resolve(dir);
  const file = await readYaml(join(rootDir, 'Pulumi.yaml'), projectFile);
  const { typescript, nodeargs } = file.runtime.options;
  return {
    name: file.name,
    rootDir,
    ...(await locateProgram(rootDir, file.main)),
    typescript,
    nodeArguments: splitArguments(nodeargs),
    stackConfigDir: resolve(rootDir, file.stackConfigDir),
    declaredKeys: file.config,
  };
};

/** The stacks that have a configuration file, in alphabetical order. */
export const listStacks = async (project: Project): Promise<string[]> => {
  const files = await readdir(project.stackConfigDir);
  return files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []).sort();
};

const locateProgram = async (
  rootDir: string,
  main: string | undefined,
): Promise<Pick<Project, 'programDir' | 'entryPoint'>> => {
  if (main === undefined) return { programDir: rootDir, entryPoint: '.' };
  const path = resolve(rootDir, main);
  const stats = await stat(path).catch((cause: unknown) => {
    throw new ProjectError('invalid-project', `${rootDir}: main: ${main} does not exist.`, { cause });
  });
  return stats.isDirectory()
    ? { programDir: path, entryPoint: '.' }
    : { programDir: dirname(path), entryPoint: basename(path) };
};

/** Words separated by spaces, as a shell has them: quotes keep a word together. */
const splitArguments = (text: string): string[] =>
  [...text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
