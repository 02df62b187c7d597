import { readFile } from 'node:fs/promises';
import { messageOf } from '@image-pipeline/errors';
import * as v from 'valibot';
import { parse } from 'yaml';
import { ProjectError } from './engine-errors.ts';

/** Reads a YAML file of a project and checks its shape. @throws ProjectError no-project, invalid-project */
export const readYaml = async <Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> => {
  const result = v.safeParse(schema, parseYaml(path, await readText(path)) ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'the file';
  throw new ProjectError('invalid-project', `${path}: ${where}: ${issue.message}.`, {
    context: { path, where },
  });
};

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ProjectError('no-project', `${path} cannot be read.`, {
      remedy: 'Give the folder that holds Pulumi.yaml.',
      context: { path },
      cause,
    });
  }
};

const parseYaml = (path: string, text: string): unknown => {
  try {
    return parse(text);
  } catch (cause) {
    throw new ProjectError('invalid-project', `${path} is not valid YAML: ${messageOf(cause)}`, {
      context: { path },
      cause,
    });
  }
};
