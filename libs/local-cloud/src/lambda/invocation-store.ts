import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { FunctionError } from './invocation.ts';

/** Why an event is given up, in AWS's words. */
export type DiscardCondition = 'RetriesExhausted' | 'EventAgeExceeded';

/** An asynchronous invocation as it lies in the queue. Times in milliseconds since the epoch. */
export interface QueuedInvocation {
  readonly requestId: string;
  readonly functionName: string;
  /** JSON text. */
  readonly payload: string;
  readonly enqueuedAt: number;
  /** Completed attempts; one that our own end cut short does not count. */
  readonly attempts: number;
  /** How the last attempt failed. */
  readonly lastError?: FunctionError;
  /** Set when the function is not to see the event again and its destination is to be told. */
  readonly discarded?: DiscardCondition;
  /** Failed attempts to tell the destination. */
  readonly deliveryAttempts: number;
}

/** The queue on disk. Every method is one transaction; what it reported done survives the end of the process. */
export interface InvocationStore {
  add(invocation: Pick<QueuedInvocation, 'requestId' | 'functionName' | 'payload' | 'enqueuedAt'>): void;
  /**
   * Takes out invocations whose time has come, oldest first; nobody else is given them until `reschedule`, or until
   * the store is opened again.
   */
  takeDue(functionName: string, now: number, limit: number): QueuedInvocation[];
  /** The same for those enqueued before `enqueuedBefore`, whose time is over. */
  takeExpired(functionName: string, enqueuedBefore: number, limit: number): QueuedInvocation[];
  /** The same for those that wait for their destination. */
  takeDiscarded(functionName: string, now: number, limit: number): QueuedInvocation[];
  /** Puts one back as it is now, to be taken at `dueAt` at the earliest. */
  reschedule(invocation: QueuedInvocation, dueAt: number): void;
  remove(requestId: string): void;
  /** Whether the function has none in the queue; those that are taken out count. */
  isEmpty(functionName: string): boolean;
  /** Of those that are not taken out, when the first one is due and when the oldest one was enqueued. */
  outlook(functionName: string): { readonly dueAt: number; readonly oldest: number } | undefined;
  /** Removes those of other functions than these that were enqueued before `enqueuedBefore`. */
  purge(functionNames: readonly string[], enqueuedBefore: number): void;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS invocations (
    request_id TEXT PRIMARY KEY,
    function_name TEXT NOT NULL,
    payload TEXT NOT NULL,
    enqueued_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    discarded TEXT,
    delivery_attempts INTEGER NOT NULL DEFAULT 0,
    taken INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS invocations_by_due_time ON invocations (function_name, taken, due_at);
  CREATE INDEX IF NOT EXISTS invocations_by_age ON invocations (function_name, taken, enqueued_at);
`;

/**
 * Opens the queue in `dir`, creating it when there is none. A write is on the disk before it returns
 * (`synchronous = FULL`), so that not even a power failure loses an event that its sender has forgotten by then.
 */
export const openInvocationStore = (dir: string): InvocationStore => {
  mkdirSync(dir, { recursive: true });
  const db = new DatabaseSync(join(dir, 'invocations.sqlite'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec(schema);
  // Taken out by a process that has ended since: nobody else opens this file.
  db.exec('UPDATE invocations SET taken = 0');

  const take = (condition: string) =>
    db.prepare(`
      UPDATE invocations SET taken = 1 WHERE request_id IN (
        SELECT request_id FROM invocations WHERE function_name = ? AND taken = 0 AND ${condition}
        ORDER BY due_at, rowid LIMIT ?
      ) RETURNING *`);
  const statements = {
    add: db.prepare(
      'INSERT INTO invocations (request_id, function_name, payload, enqueued_at, due_at) VALUES (?, ?, ?, ?, ?)',
    ),
    takeDue: take('discarded IS NULL AND due_at <= ?'),
    takeExpired: take('discarded IS NULL AND enqueued_at < ?'),
    takeDiscarded: take('discarded IS NOT NULL AND due_at <= ?'),
    reschedule: db.prepare(`
      UPDATE invocations SET taken = 0, due_at = ?, attempts = ?, last_error = ?, discarded = ?, delivery_attempts = ?
      WHERE request_id = ?`),
    remove: db.prepare('DELETE FROM invocations WHERE request_id = ?'),
    any: db.prepare('SELECT 1 FROM invocations WHERE function_name = ? LIMIT 1'),
    firstDue: db.prepare('SELECT MIN(due_at) AS time FROM invocations WHERE function_name = ? AND taken = 0'),
    oldest: db.prepare(
      'SELECT MIN(enqueued_at) AS time FROM invocations WHERE function_name = ? AND taken = 0',
    ),
    purge: db.prepare(`
      DELETE FROM invocations
      WHERE enqueued_at < ? AND function_name NOT IN (SELECT value FROM json_each(?))`),
  };

  return {
    add({ requestId, functionName, payload, enqueuedAt }) {
      statements.add.run(requestId, functionName, payload, enqueuedAt, enqueuedAt);
    },
    takeDue: (functionName, now, limit) => statements.takeDue.all(functionName, now, limit).map(fromRow),
    takeExpired: (functionName, enqueuedBefore, limit) =>
      statements.takeExpired.all(functionName, enqueuedBefore, limit).map(fromRow),
    takeDiscarded: (functionName, now, limit) =>
      statements.takeDiscarded.all(functionName, now, limit).map(fromRow),
    reschedule(invocation, dueAt) {
      const { attempts, lastError, discarded, deliveryAttempts, requestId } = invocation;
      const error = lastError === undefined ? null : JSON.stringify(lastError);
      statements.reschedule.run(dueAt, attempts, error, discarded ?? null, deliveryAttempts, requestId);
    },
    remove(requestId) {
      statements.remove.run(requestId);
    },
    isEmpty: (functionName) => statements.any.get(functionName) === undefined,
    outlook(functionName) {
      const dueAt = statements.firstDue.get(functionName)?.['time'];
      const oldest = statements.oldest.get(functionName)?.['time'];
      return typeof dueAt === 'number' && typeof oldest === 'number' ? { dueAt, oldest } : undefined;
    },
    purge(functionNames, enqueuedBefore) {
      statements.purge.run(enqueuedBefore, JSON.stringify(functionNames));
    },
    close() {
      db.close();
    },
  };
};

const fromRow = (row: Record<string, SQLOutputValue>): QueuedInvocation => ({
  requestId: String(row['request_id']),
  functionName: String(row['function_name']),
  payload: String(row['payload']),
  enqueuedAt: Number(row['enqueued_at']),
  attempts: Number(row['attempts']),
  ...(row['last_error'] !== null && { lastError: JSON.parse(String(row['last_error'])) as FunctionError }),
  ...(row['discarded'] !== null && { discarded: row['discarded'] as DiscardCondition }),
  deliveryAttempts: Number(row['delivery_attempts']),
});
