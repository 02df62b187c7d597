import { join } from 'node:path';
import { isObject } from '@image-pipeline/errors';
import * as v from 'valibot';
import { ProjectError } from './engine-errors.ts';
import { listStacks, type ConfigurationType, type DeclaredKey, type Project } from './project-file.ts';
import { readYaml } from './yaml-file.ts';

/** A stack file; keys of the secrets provider are allowed, because a stack without secrets may name one. */
const stackFile = v.strictObject({
  config: v.optional(v.record(v.string(), v.unknown()), {}),
  secretsprovider: v.optional(v.string()),
  encryptedkey: v.optional(v.string()),
  encryptionsalt: v.optional(v.string()),
});

/** Full key (`namespace:name`) to value; anything but text is written as JSON, as Pulumi hands it to a program. */
export type Configuration = Readonly<Record<string, string>>;

/**
 * The configuration of a stack: its file, over it `overrides`, under it the defaults that Pulumi.yaml declares.
 * @param overrides keys with or without a namespace
 * @throws ProjectError unknown-stack, invalid-configuration
 */
export const readConfiguration = async (
  project: Project,
  stack: string,
  overrides: Configuration = {},
): Promise<Configuration> => {
  const values = qualifyKeys(project, { ...(await readStackFile(project, stack)), ...overrides });
  for (const [name, key] of Object.entries(project.declaredKeys)) {
    const fullName = qualifyKey(project, name);
    values[fullName] ??= defaultOf(key);
    checkDeclaredKey({ stack, name, isOwn: fullName.startsWith(`${project.name}:`) }, key, values[fullName]);
  }
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, serialise(stack, name, value)]),
  );
};

const readStackFile = async (project: Project, stack: string): Promise<Record<string, unknown>> => {
  const stacks = await listStacks(project);
  if (!stacks.includes(stack)) {
    throw new ProjectError(
      'unknown-stack',
      `There is no stack ${JSON.stringify(stack)} in ${project.rootDir}.`,
      {
        remedy: `Its stacks are: ${stacks.join(', ') || 'none'}.`,
        context: { stack, stacks },
      },
    );
  }
  return (await readYaml(join(project.stackConfigDir, `Pulumi.${stack}.yaml`), stackFile)).config;
};

const qualifyKey = (project: Project, key: string): string =>
  key.includes(':') ? key : `${project.name}:${key}`;

const qualifyKeys = (project: Project, values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [qualifyKey(project, key), value]));

const defaultOf = (key: DeclaredKey): unknown =>
  typeof key === 'object' && !Array.isArray(key) ? (key.value ?? key.default) : key;

/** The check that `pulumi up` makes: a key of the project itself must have a value, and one of the declared type. */
const checkDeclaredKey = (
  { stack, name, isOwn }: { stack: string; name: string; isOwn: boolean },
  key: DeclaredKey,
  value: unknown,
): void => {
  if (value === undefined || value === null) {
    if (!isOwn) return;
    throw invalid(
      stack,
      name,
      'is missing.',
      `Set it in Pulumi.${stack}.yaml or give it a default in Pulumi.yaml.`,
    );
  }
  if (typeof key !== 'object' || Array.isArray(key) || key.type === undefined) return;
  if (!isOfType[key.type](value)) throw invalid(stack, name, `must be of type ${key.type}.`);
};

// Text counts where it reads as the type: a value set by `pulumi config set` is always text.
const isOfType: Record<ConfigurationType, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  integer: (value) => Number.isInteger(value) || (typeof value === 'string' && /^[+-]?\d+$/.test(value)),
  array: (value) => Array.isArray(value) || Array.isArray(parsedJson(value)),
  object: (value) => isObject(value) || isObject(parsedJson(value)),
};

const parsedJson = (value: unknown): unknown => {
  try {
    return typeof value === 'string' ? JSON.parse(value) : undefined;
  } catch {
    return undefined; // Text that is no JSON is simply not of the type asked for.
  }
};

const serialise = (stack: string, name: string, value: unknown): string => {
  refuseSecrets(stack, name, value);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const refuseSecrets = (stack: string, name: string, value: unknown): void => {
  if (Array.isArray(value)) return value.forEach((item) => refuseSecrets(stack, name, item));
  if (!isObject(value)) return;
  if (isSecret(value)) {
    throw invalid(
      stack,
      name,
      'is encrypted, and there is no key to decrypt it with here.',
      'Override it with a plain value, or use a stack without secrets.',
    );
  }
  Object.values(value).forEach((item) => refuseSecrets(stack, name, item));
};

/** Pulumi writes an encrypted value as `secure: <text>` and nothing beside it. */
const isSecret = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value['secure'] === 'string' && Object.keys(value).length === 1;

const invalid = (stack: string, name: string, problem: string, remedy?: string): ProjectError =>
  new ProjectError('invalid-configuration', `Configuration key ${name} of stack ${stack} ${problem}`, {
    context: { stack, key: name },
    ...(remedy !== undefined && { remedy }),
  });
