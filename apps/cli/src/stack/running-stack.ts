import { rmSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@image-pipeline/errors';
import * as v from 'valibot';
import { StackError } from '../errors.ts';
import { printable } from '../terminal/printable.ts';

/** Tells other commands where the stack is that runs on a data folder. Only its owner may read it: it holds keys. */
const fileName = 'running-stack.json';

const runningStack = v.object({
  endpoint: v.string(),
  credentials: v.object({ accessKeyId: v.string(), secretAccessKey: v.string() }),
  outputs: v.record(v.string(), v.unknown()),
});

/** Where a stack on this machine is, and what it is made of. */
export type RunningStack = v.InferOutput<typeof runningStack>;

/** Announces a stack to the commands that are run beside it. Returns what takes the announcement back. */
export const announceStack = async (dataDir: string, stack: RunningStack): Promise<() => void> => {
  const path = join(dataDir, fileName);
  // Nobody reads half of it.
  await writeFile(`${path}.new`, `${JSON.stringify(stack, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return () => rmSync(path, { force: true });
};

/**
 * The stack that runs on a data folder, or ran until it was killed.
 * @throws StackError stack-not-running
 */
export const findRunningStack = async (dataDir: string): Promise<RunningStack> => {
  try {
    return v.parse(runningStack, JSON.parse(await readFile(join(dataDir, fileName), 'utf8')));
  } catch (cause) {
    if (errorCode(cause) !== 'ENOENT' && !(cause instanceof SyntaxError) && !v.isValiError(cause))
      throw cause;
    throw new StackError({
      code: 'stack-not-running',
      problem: `No stack runs on ${printable(dataDir)}.`,
      remedy: 'Start it with npm start, or name its folder with --data; for a deployed stack give --stack.',
      context: { dataDir },
      cause,
    });
  }
};
