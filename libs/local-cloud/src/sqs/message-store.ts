import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

/** A message in the hands of a receiver. Times in milliseconds since 1970. */
export interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  /** This receipt included. */
  readonly receiveCount: number;
  readonly firstReceivedAt: number;
  /** Names this receipt of the message; the next one has another. */
  readonly receiptHandle: string;
}

/** The messages of all queues. A message is hidden until its time comes: after a delay, or since somebody has it. */
export interface MessageStore {
  /** Returns the id of the new message. */
  add(queue: string, body: string, now: number, visibleAt: number): string;
  /** Takes up to `limit` messages and hides them until `hiddenUntil`. */
  receive(queue: string, now: number, hiddenUntil: number, limit: number): ReceivedMessage[];
  /** Moves messages that have been received `maxReceiveCount` times, and are visible again, to another queue. */
  moveExhausted(queue: string, now: number, maxReceiveCount: number, to: string): void;
  /** Deletes the message of a receipt; one that is gone already is no error. */
  remove(queue: string, receiptHandle: string): void;
  /** Hides the message of a receipt for another time, if it is hidden; returns whether it was. */
  hide(queue: string, receiptHandle: string, now: number, hiddenUntil: number): boolean;
  purge(queue: string): void;
  count(
    queue: string,
    now: number,
  ): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  /** When the next hidden message becomes visible; undefined when none is hidden. */
  nextVisibleAt(queue: string, now: number): number | undefined;
}

const schema = `
  CREATE TABLE IF NOT EXISTS message (
    id TEXT PRIMARY KEY,
    queue TEXT NOT NULL,
    body TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL,
    receive_count INTEGER NOT NULL DEFAULT 0,
    first_received_at INTEGER,
    receipt_handle TEXT UNIQUE
  ) STRICT;
  CREATE INDEX IF NOT EXISTS message_by_time ON message (queue, visible_at);
`;

/** Creates the table of messages where there is none. */
export const createMessageStore = (database: DatabaseSync): MessageStore => {
  database.exec(schema);
  const insert = database.prepare(
    'INSERT INTO message (id, queue, body, sent_at, visible_at) VALUES (?, ?, ?, ?, ?)',
  );
  const take = database.prepare(`
    UPDATE message SET visible_at = ?, receive_count = receive_count + 1,
      first_received_at = coalesce(first_received_at, ?), receipt_handle = lower(hex(randomblob(32)))
    WHERE id IN (SELECT id FROM message WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, rowid LIMIT ?)
    RETURNING *`);
  const move = database.prepare(`
    UPDATE message SET queue = ?, receipt_handle = NULL
    WHERE queue = ? AND visible_at <= ? AND receive_count >= ?`);
  const removeOne = database.prepare('DELETE FROM message WHERE queue = ? AND receipt_handle = ?');
  const setTime = database.prepare(
    'UPDATE message SET visible_at = ? WHERE queue = ? AND receipt_handle = ? AND visible_at > ?',
  );
  const removeAll = database.prepare('DELETE FROM message WHERE queue = ?');
  const counts = database.prepare(`
    SELECT count(*) FILTER (WHERE visible_at <= $now) AS visible,
      count(*) FILTER (WHERE visible_at > $now AND receipt_handle IS NOT NULL) AS in_flight,
      count(*) FILTER (WHERE visible_at > $now AND receipt_handle IS NULL) AS delayed
    FROM message WHERE queue = $queue`);
  const next = database.prepare(
    'SELECT min(visible_at) AS time FROM message WHERE queue = ? AND visible_at > ?',
  );

  return {
    add(queue, body, now, visibleAt) {
      const id = randomUUID();
      insert.run(id, queue, body, now, visibleAt);
      return id;
    },
    receive: (queue, now, hiddenUntil, limit) =>
      take.all(hiddenUntil, now, queue, now, limit).map(messageOfRow),
    moveExhausted: (queue, now, maxReceiveCount, to) => void move.run(to, queue, now, maxReceiveCount),
    remove: (queue, receiptHandle) => void removeOne.run(queue, receiptHandle),
    hide: (queue, receiptHandle, now, hiddenUntil) =>
      setTime.run(hiddenUntil, queue, receiptHandle, now).changes === 1,
    purge: (queue) => void removeAll.run(queue),
    count(queue, now) {
      const row = counts.get({ $now: now, $queue: queue });
      const [visible, inFlight, delayed] = ['visible', 'in_flight', 'delayed'].map((name) =>
        Number(row?.[name]),
      );
      return { visible: visible ?? 0, inFlight: inFlight ?? 0, delayed: delayed ?? 0 };
    },
    nextVisibleAt(queue, now) {
      const time = next.get(queue, now)?.['time'];
      return typeof time === 'number' ? time : undefined;
    },
  };
};

const messageOfRow = (row: Record<string, SQLOutputValue>): ReceivedMessage => ({
  id: String(row['id']),
  body: String(row['body']),
  sentAt: Number(row['sent_at']),
  receiveCount: Number(row['receive_count']),
  firstReceivedAt: Number(row['first_received_at']),
  receiptHandle: String(row['receipt_handle']),
});
