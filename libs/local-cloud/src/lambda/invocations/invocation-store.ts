import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { FunctionError } from './invocation.ts';

/** Why an event is given up, in AWS's words. */
export type DiscardCondition = 'RetriesExhausted' | 'EventAgeExceeded';

/** An asynchronous invocation as it enters the queue. */
export interface NewInvocation {
  readonly requestId: string;
  readonly functionName: string;
  /** JSON text. */
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly enqueuedAt: number;
  /** ARN of the bucket whose change the event tells of; absent when somebody called Invoke. */
  readonly source?: string;
}

/** An asynchronous invocation as it lies in the queue. */
export interface QueuedInvocation extends NewInvocation {
  /** Completed attempts; one that our own end cut short does not count. */
  readonly attempts: number;
  /** How the last attempt failed. */
  readonly lastError?: FunctionError;
  /** Set when the function is not to see the event again and its destination is to be told. */
  readonly discarded?: DiscardCondition;
  /** Failed attempts to tell the destination. */
  readonly deliveryAttempts: number;
}

/** Which invocations of a function to look at. Those in hand are in the store until they are done with. */
export interface Selection {
  readonly functionName: string;
  /** Request ids to leave out. */
  readonly inHand: readonly string[];
}

/** The queue on disk. Every method is one transaction, or part of the caller's; times in milliseconds since the epoch. */
export interface InvocationStore {
  /** Adds an invocation that is due at once. */
  add(invocation: NewInvocation): void;
  /** Invocations whose time has come, the one that is due for longest first. */
  due(selection: Selection, now: number, limit: number): QueuedInvocation[];
  /** Invocations enqueued before `enqueuedBefore`, whose time is over. */
  expired(selection: Selection, enqueuedBefore: number, limit: number): QueuedInvocation[];
  /** Invocations that wait for their destination, and whose time has come. */
  discarded(selection: Selection, now: number, limit: number): QueuedInvocation[];
  /** Stores one as it is now, to be looked at again at `dueAt` at the earliest. */
  reschedule(invocation: QueuedInvocation, dueAt: number): void;
  remove(requestId: string): void;
  /** Whether the function has none in the queue; those in hand count. */
  isEmpty(functionName: string): boolean;
  /** When the first one is due and when the oldest one was enqueued. */
  outlook(selection: Selection): { readonly dueAt: number; readonly oldest: number } | undefined;
  /** Removes those of other functions than these that were enqueued before `enqueuedBefore`. */
  purge(functionNames: readonly string[], enqueuedBefore: number): void;
  /** ARNs of the buckets whose events are in the queue and not given up. */
  sources(): string[];
  /** Removes those of a bucket that are for other functions than these and not given up; returns how many. */
  withdraw(source: string, functionNames: readonly string[]): number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS invocation (
    request_id TEXT PRIMARY KEY,
    function_name TEXT NOT NULL,
    source TEXT,
    payload TEXT NOT NULL,
    enqueued_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    discarded TEXT,
    delivery_attempts INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS invocation_by_due_time ON invocation (function_name, due_at);
  CREATE INDEX IF NOT EXISTS invocation_by_age ON invocation (function_name, enqueued_at);
`;

/** The queue in a database that others may write to in the same transactions. */
export const createInvocationStore = (database: DatabaseSync): InvocationStore => {
  database.exec(schema);
  const waiting = 'function_name = ? AND request_id NOT IN (SELECT value FROM json_each(?))';
  const select = (condition: string) => {
    const statement = database.prepare(
      `SELECT * FROM invocation WHERE ${waiting} AND ${condition} ORDER BY due_at, rowid LIMIT ?`,
    );
    return ({ functionName, inHand }: Selection, time: number, limit: number) =>
      statement.all(functionName, JSON.stringify(inHand), time, limit).map(fromRow);
  };
  const insert = database.prepare(`
    INSERT INTO invocation (request_id, function_name, source, payload, enqueued_at, due_at)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const update = database.prepare(`
    UPDATE invocation SET due_at = ?, attempts = ?, last_error = ?, discarded = ?, delivery_attempts = ?
    WHERE request_id = ?`);
  const removeOne = database.prepare('DELETE FROM invocation WHERE request_id = ?');
  const any = database.prepare('SELECT 1 FROM invocation WHERE function_name = ? LIMIT 1');
  // Two searches of an index each; MIN of both at once would read every row.
  const first = (column: string) =>
    `(SELECT ${column} FROM invocation WHERE ${waiting} ORDER BY ${column} LIMIT 1)`;
  const firstTimes = database.prepare(
    `SELECT ${first('due_at')} AS due_at, ${first('enqueued_at')} AS oldest`,
  );
  const removeForgotten = database.prepare(`
    DELETE FROM invocation WHERE enqueued_at < ? AND function_name NOT IN (SELECT value FROM json_each(?))`);
  const selectSources = database.prepare(
    'SELECT DISTINCT source FROM invocation WHERE source IS NOT NULL AND discarded IS NULL',
  );
  const removeOfSource = database.prepare(`
    DELETE FROM invocation
    WHERE source = ? AND discarded IS NULL AND function_name NOT IN (SELECT value FROM json_each(?))`);

  return {
    add({ requestId, functionName, source, payload, enqueuedAt }) {
      insert.run(requestId, functionName, source ?? null, payload, enqueuedAt, enqueuedAt);
    },
    due: select('discarded IS NULL AND due_at <= ?'),
    expired: select('discarded IS NULL AND enqueued_at < ?'),
    discarded: select('discarded IS NOT NULL AND due_at <= ?'),
    reschedule(invocation, dueAt) {
      const { attempts, lastError, discarded, deliveryAttempts, requestId } = invocation;
      const error = lastError === undefined ? null : JSON.stringify(lastError);
      update.run(dueAt, attempts, error, discarded ?? null, deliveryAttempts, requestId);
    },
    remove: (requestId) => void removeOne.run(requestId),
    isEmpty: (functionName) => any.get(functionName) === undefined,
    outlook({ functionName, inHand }) {
      const waiters = [functionName, JSON.stringify(inHand)];
      const row = firstTimes.get(...waiters, ...waiters);
      const [dueAt, oldest] = [row?.['due_at'], row?.['oldest']];
      return typeof dueAt === 'number' && typeof oldest === 'number' ? { dueAt, oldest } : undefined;
    },
    purge: (functionNames, enqueuedBefore) =>
      void removeForgotten.run(enqueuedBefore, JSON.stringify(functionNames)),
    sources: () => selectSources.all().map((row) => String(row['source'])),
    withdraw: (source, functionNames) =>
      Number(removeOfSource.run(source, JSON.stringify(functionNames)).changes),
  };
};

const fromRow = (row: Record<string, SQLOutputValue>): QueuedInvocation => ({
  requestId: String(row['request_id']),
  functionName: String(row['function_name']),
  ...(row['source'] !== null && { source: String(row['source']) }),
  payload: String(row['payload']),
  enqueuedAt: Number(row['enqueued_at']),
  attempts: Number(row['attempts']),
  ...(row['last_error'] !== null && { lastError: JSON.parse(String(row['last_error'])) as FunctionError }),
  ...(row['discarded'] !== null && { discarded: row['discarded'] as DiscardCondition }),
  deliveryAttempts: Number(row['delivery_attempts']),
});
