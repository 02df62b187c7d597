import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCode, messageOf } from '@image-pipeline/errors';
import { programDir } from '../checkout-paths.ts';
import { StackError, UsageError } from '../errors.ts';
import { printable } from '../terminal/printable.ts';

/**
 * The outputs of a deployed stack, out of a file or asked of the Pulumi CLI.
 * @throws UsageError path-missing; StackError outputs-unknown
 */
export const readDeployedOutputs = async (stack: string, file: string | undefined): Promise<unknown> =>
  file === undefined ? await askPulumi(stack) : parse(stack, await readOutputsFile(file));

const readOutputsFile = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError({
      code: 'path-missing',
      problem: `${printable(file)} cannot be read (${String(errorCode(cause) ?? cause)}).`,
      remedy: 'Give --outputs a file with what pulumi stack output --json prints.',
      context: { file },
      cause,
    });
  }
};

const askPulumi = async (stack: string): Promise<unknown> => {
  const args = ['stack', 'output', '--json', '--non-interactive', '--stack', stack, '--cwd', programDir];
  try {
    const { stdout } = await promisify(execFile)('pulumi', args);
    return parse(stack, stdout);
  } catch (cause) {
    if (cause instanceof StackError) throw cause;
    const isMissing = errorCode(cause) === 'ENOENT';
    throw unknown(stack, isMissing ? 'the pulumi command is not installed' : messageOf(cause), cause);
  }
};

const parse = (stack: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unknown(stack, 'they are no JSON', cause);
  }
};

const unknown = (stack: string, reason: string, cause: unknown): StackError =>
  new StackError({
    code: 'outputs-unknown',
    problem: `The outputs of the stack ${printable(stack)} are not known: ${reason}`,
    remedy:
      'Log in to Pulumi, or save them with pulumi stack output --json > outputs.json and give --outputs.',
    context: { stack },
    cause,
  });
