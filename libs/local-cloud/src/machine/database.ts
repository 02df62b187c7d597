import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderUnusableError } from '../errors.ts';

/** Raised by one with every change of a table. Layout 1 had a database each for S3 and for Lambda. */
const layout = 2;

/**
 * Opens the database of a data folder, creating it when there is none: the index of S3, the events on their way to
 * functions and the messages of queues are in one, so that a change and what it causes stand or fall together. Other
 * processes are kept out until it is closed. A transaction is on the disk when it is over: not even a power failure
 * loses what a client was told is stored. Each service creates its own tables.
 * @param dir an existing folder
 * @throws DataFolderUnusableError
 */
export const openDatabase = (dir: string): DatabaseSync => {
  const opened: DatabaseSync[] = [];
  try {
    if (existsSync(join(dir, 's3', 'index.sqlite'))) throw otherLayout(1);
    const database = new DatabaseSync(join(dir, 'local-cloud.sqlite'));
    opened.push(database);
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      BEGIN EXCLUSIVE;`);
    const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (found !== 0 && found !== layout) throw otherLayout(found);
    database.exec(`PRAGMA user_version = ${layout}; COMMIT;`);
    return database;
  } catch (cause) {
    opened[0]?.close();
    throw new DataFolderUnusableError(dir, cause);
  }
};

const otherLayout = (found: number): Error =>
  new Error(
    `its layout is ${found} and this version reads ${layout}; choose another folder, or delete this one`,
  );

/**
 * Runs `work` so that either all of its changes last or none. `work` must not wait for anything.
 * @throws whatever `work` throws, once its changes are undone
 */
export const transaction = <Result>(database: DatabaseSync, work: () => Result): Result => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};
