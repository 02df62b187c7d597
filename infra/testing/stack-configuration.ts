import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Stacks that come with the project; each has its `Pulumi.<stack>.yaml`. */
export const stacks = ['dev', 'staging', 'prod', 'local'] as const;

export type StackName = (typeof stacks)[number];

/** How `Pulumi.yaml` describes a setting. */
export interface SettingDescription {
  readonly type: 'string' | 'integer' | 'boolean';
  readonly description: string;
  readonly default: string | number | boolean;
}

interface ProjectFile {
  readonly name: string;
  readonly runtime: { readonly name: string; readonly options: Readonly<Record<string, unknown>> };
  readonly config: Readonly<Record<string, SettingDescription>>;
}

const folder = join(__dirname, '..');

const readYaml = (file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'));

export const projectFile = readYaml('Pulumi.yaml') as ProjectFile;

/** A stack's own settings, as `Pulumi.<stack>.yaml` has them. */
export const stackFile = (stack: StackName): Readonly<Record<string, unknown>> =>
  (readYaml(`Pulumi.${stack}.yaml`) as { config: Record<string, unknown> }).config;

/** What `pulumi up` hands the program: the stack's settings over the project's defaults, everything as text. */
export const configurationOf = (stack: StackName): Record<string, string> => {
  const defaults = Object.entries(projectFile.config).map(
    ([key, { default: value }]) => [`${projectFile.name}:${key}`, value] as const,
  );
  return Object.fromEntries(
    [...defaults, ...Object.entries(stackFile(stack))].map(([key, value]) => [key, String(value)]),
  );
};
