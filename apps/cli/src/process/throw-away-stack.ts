import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandContext } from '../command/command-context.ts';
import type { Shutdown } from '../ending/shutdown.ts';
import { startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { createStackNotes } from '../stack/stack-notes.ts';
import { createSteps } from '../terminal/steps.ts';

/** AWS waits one minute and then two before it tries again; nobody waits for that at a terminal. In ms. */
const retryDelaysMs = [250, 500];

/** A process that is just ending may still write a file while its folder is removed. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };

/**
 * Runs `use` with a stack on ports that are free, which is gone afterwards with all that it kept.
 * @throws whatever keeps the stack from starting, and what `use` throws
 */
export const withThrowAwayStack = async <T>(
  { output, shutdown }: CommandContext,
  verbose: boolean | undefined,
  use: (stack: LocalStack) => Promise<T>,
): Promise<T> =>
  await withTemporaryFolder(shutdown, async (dataDir) => {
    const stack = await startLocalStack({
      dataDir,
      port: 0,
      cdnPort: 0,
      retryDelaysMs,
      step: createSteps(output),
      ...createStackNotes(output, verbose),
      signal: shutdown.signal,
    });
    try {
      return await use(stack);
    } finally {
      await stack.close();
    }
  });

/** The folder is gone afterwards however `use` ends, and also when the process is forced to. */
const withTemporaryFolder = async <T>(shutdown: Shutdown, use: (path: string) => Promise<T>): Promise<T> => {
  const path = await mkdtemp(join(tmpdir(), 'imgpipe-'));
  const forget = shutdown.onForcedExit(() => rmSync(path, removal));
  try {
    return await use(path);
  } finally {
    await rm(path, removal);
    forget();
  }
};
