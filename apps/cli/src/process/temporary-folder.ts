import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shutdown } from '../ending/shutdown.ts';

/** A process that is just ending may still write a file while its folder is removed. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };

/** Runs `use` with a folder that is gone afterwards, however `use` ends and also when the process is forced to. */
export const withTemporaryFolder = async <T>(
  shutdown: Shutdown,
  use: (path: string) => Promise<T>,
): Promise<T> => {
  const path = await mkdtemp(join(tmpdir(), 'imgpipe-'));
  const forget = shutdown.onForcedExit(() => rmSync(path, removal));
  try {
    return await use(path);
  } finally {
    await rm(path, removal);
    forget();
  }
};
