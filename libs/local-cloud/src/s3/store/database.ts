import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { S3ConfigurationError } from '../s3-error.ts';

/** Raised by one with every change of the tables below. */
const schemaVersion = 1;

// Text compares as the bytes of its UTF-8, which is the order in which S3 lists keys.
const schema = `
  CREATE TABLE bucket (
    name TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE object (
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    blob TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    last_modified INTEGER NOT NULL,
    headers TEXT NOT NULL,
    tags TEXT NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE upload (
    id TEXT PRIMARY KEY,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    initiated_at INTEGER NOT NULL,
    headers TEXT NOT NULL,
    tags TEXT NOT NULL,
    checksum TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX upload_by_key ON upload (bucket, key, id);

  CREATE TABLE part (
    upload TEXT NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    blob TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    last_modified INTEGER NOT NULL,
    checksums TEXT NOT NULL,
    PRIMARY KEY (upload, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket TEXT NOT NULL,
    function_arn TEXT NOT NULL,
    event TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER
  ) STRICT;
  CREATE INDEX outbox_by_due_time ON outbox (due_at, id);

  CREATE TABLE sequencer (last INTEGER NOT NULL) STRICT;
  INSERT INTO sequencer VALUES (0);

  PRAGMA user_version = ${String(schemaVersion)};
`;

/**
 * Opens the index in `dir`, creating it when there is none, and keeps every other process out until it is closed:
 * a second service over the same files would take the first one's half-written objects for rubbish.
 * @throws S3ConfigurationError directory-unusable
 */
export const openDatabase = (dir: string): DatabaseSync => {
  try {
    mkdirSync(dir, { recursive: true });
    const database = new DatabaseSync(join(dir, 'index.sqlite'));
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;');
      createSchema(database, dir);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (cause) {
    if (cause instanceof S3ConfigurationError) throw cause;
    throw new S3ConfigurationError('directory-unusable', `The S3 data in ${dir} cannot be opened.`, {
      remedy: 'Stop the other process that uses it, or choose another directory.',
      context: { dir },
      cause,
    });
  }
};

const createSchema = (database: DatabaseSync, dir: string): void => {
  const found = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (found === schemaVersion) {
    // Takes the exclusive lock now rather than at the first write.
    database.exec('BEGIN EXCLUSIVE; COMMIT;');
    return;
  }
  if (found !== 0) {
    throw new S3ConfigurationError(
      'directory-unusable',
      `The S3 data in ${dir} has layout ${String(found)}; this version reads layout ${String(schemaVersion)}.`,
      { remedy: 'Choose another directory, or delete this one.', context: { dir } },
    );
  }
  transaction(database, () => {
    database.exec(schema);
  });
};

/** Runs `work` so that either all of its changes last or none. `work` must not wait for anything. */
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
