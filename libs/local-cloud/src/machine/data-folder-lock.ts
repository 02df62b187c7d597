import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderInUseError, DataFolderUnusableError } from '../errors.ts';

// https://www.sqlite.org/rescode.html
const sqliteBusy = 5;

/**
 * Takes a data folder for this process alone. The lock is one that SQLite takes from the operating system, which lets
 * go of it however the process ends: none is ever left behind, and no reused process id is taken for its owner.
 * @throws DataFolderInUseError, DataFolderUnusableError
 */
export const lockDataFolder = (dataDir: string): { release(): void } => {
  const ownerFile = join(dataDir, 'owner');
  const database = openLock(dataDir);
  try {
    database.exec('BEGIN EXCLUSIVE');
    writeFileSync(ownerFile, `process ${process.pid}\n`);
  } catch (cause) {
    database.close();
    if ((cause as { errcode?: number }).errcode !== sqliteBusy)
      throw new DataFolderUnusableError(dataDir, cause);
    throw new DataFolderInUseError(dataDir, readOwner(ownerFile), cause);
  }
  return {
    release() {
      rmSync(ownerFile, { force: true });
      database.close();
    },
  };
};

const openLock = (dataDir: string): DatabaseSync => {
  try {
    mkdirSync(dataDir, { recursive: true });
    return new DatabaseSync(join(dataDir, 'lock'), { timeout: 0 });
  } catch (cause) {
    throw new DataFolderUnusableError(dataDir, cause);
  }
};

const readOwner = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return 'another process'; // It has the lock and has not yet written who it is.
  }
};
