import type { DatabaseSync } from 'node:sqlite';
import type { S3Event } from './event-record.ts';

export interface OutboxEntry {
  readonly id: number;
  readonly functionArn: string;
  readonly event: S3Event;
  /** Failed deliveries so far. */
  readonly attempts: number;
}

/** Events on their way to functions, in the same file as the objects whose changes they tell of. */
export interface Outbox {
  /** Call inside the transaction of the change. The entry is due at once. */
  add(bucket: string, functionArn: string, event: S3Event): void;
  /** The entry that has been due for longest at `time` and is not in `excluded`. */
  nextDue(time: number, excluded: ReadonlySet<number>): OutboxEntry | undefined;
  /** When the first entry outside `excluded` becomes due; undefined when none waits for a time. */
  nextDueTime(excluded: ReadonlySet<number>): number | undefined;
  remove(id: number): void;
  /** Notes a failed delivery; the entry becomes due again at `time`. */
  postpone(id: number, time: number): void;
  /** Makes a bucket's entries from an earlier run due. */
  release(bucket: string): void;
  /** Deletes entries for functions that `bucket` no longer notifies and returns how many there were. */
  discardExcept(bucket: string, functionArns: readonly string[]): number;
  /** Buckets that have entries. */
  buckets(): string[];
  isEmpty(): boolean;
}

/** Entries that an earlier run left wait for `release`: the functions they are for may not exist yet. */
export const createOutbox = (database: DatabaseSync): Outbox => {
  database.exec('UPDATE outbox SET due_at = NULL, attempts = 0');
  const insert = database.prepare(
    'INSERT INTO outbox (bucket, function_arn, event, due_at) VALUES (?, ?, ?, 0)',
  );
  const due = database.prepare(
    `SELECT id, function_arn, event, attempts FROM outbox
     WHERE due_at <= ? AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY due_at, id LIMIT 1`,
  );
  const firstDue = database.prepare(
    `SELECT due_at FROM outbox
     WHERE due_at IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY due_at LIMIT 1`,
  );
  const deleteOne = database.prepare('DELETE FROM outbox WHERE id = ?');
  const retryLater = database.prepare('UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE id = ?');
  const releaseAll = database.prepare('UPDATE outbox SET due_at = 0 WHERE bucket = ? AND due_at IS NULL');
  const deleteOthers = database.prepare(
    'DELETE FROM outbox WHERE bucket = ? AND function_arn NOT IN (SELECT value FROM json_each(?))',
  );
  const selectBuckets = database.prepare('SELECT DISTINCT bucket FROM outbox');
  const any = database.prepare('SELECT 1 FROM outbox LIMIT 1');

  return {
    add: (bucket, functionArn, event) => void insert.run(bucket, functionArn, JSON.stringify(event)),
    nextDue(time, excluded) {
      const row = due.get(time, JSON.stringify([...excluded]));
      if (row === undefined) return undefined;
      return {
        id: Number(row['id']),
        functionArn: String(row['function_arn']),
        event: JSON.parse(String(row['event'])) as S3Event,
        attempts: Number(row['attempts']),
      };
    },
    nextDueTime(excluded) {
      const dueAt = firstDue.get(JSON.stringify([...excluded]))?.['due_at'];
      return typeof dueAt === 'number' ? dueAt : undefined;
    },
    remove: (id) => void deleteOne.run(id),
    postpone: (id, time) => void retryLater.run(time, id),
    release: (bucket) => void releaseAll.run(bucket),
    discardExcept: (bucket, functionArns) =>
      Number(deleteOthers.run(bucket, JSON.stringify(functionArns)).changes),
    buckets: () => selectBuckets.all().map((row) => String(row['bucket'])),
    isEmpty: () => any.get() === undefined,
  };
};
