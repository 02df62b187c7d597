import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { QueueSettings } from './queue-inputs.ts';
import { SqsError } from './sqs-error.ts';

/** A message as SQS hands it out; times in milliseconds since 1970, as text. */
export interface ReceivedMessage {
  readonly MessageId: string;
  /** Names this receipt of the message; the next one has another. */
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

/** How messages are asked for; what is left out is as the queue's settings say. */
export interface ReceiveOptions {
  readonly limit: number;
  readonly waitSeconds?: number | undefined;
  readonly visibilitySeconds?: number | undefined;
}

// A message is hidden until `visible_at`: after a delay, or since somebody has it.
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

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const notAllowed = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** One queue that the program declares. Its messages lie in the database, those of an earlier run included. */
export class Queue {
  readonly name: string;
  readonly settings: QueueSettings;
  readonly #database: DatabaseSync;
  readonly #waiters = new Set<() => void>();
  #closed = false;

  constructor(name: string, settings: QueueSettings, database: DatabaseSync) {
    this.name = name;
    this.settings = settings;
    this.#database = database;
    database.exec(schema);
  }

  /**
   * Stores a message and returns its id.
   * @throws SqsError InvalidParameterValue, InvalidMessageContents
   */
  send(body: string, delaySeconds = this.settings.delaySeconds): string {
    const { maxMessageSize } = this.settings;
    if (Buffer.byteLength(body) > maxMessageSize) {
      throw new SqsError('InvalidParameterValue', `A message has at most ${maxMessageSize} bytes.`);
    }
    if (notAllowed.test(body)) {
      throw new SqsError('InvalidMessageContents', 'The message holds characters that are not allowed.');
    }
    const id = randomUUID();
    const now = Date.now();
    this.#run(
      'INSERT INTO message (id, queue, body, sent_at, visible_at) VALUES (?, ?, ?, ?, ?)',
      ...[id, this.name, body, now, now + delaySeconds * 1000],
    );
    this.#wake();
    return id;
  }

  /** Hands out messages and hides them from others; waits for the first one for as long as it is told to. */
  async receive({ limit, waitSeconds, visibilitySeconds }: ReceiveOptions): Promise<ReceivedMessage[]> {
    const until = Date.now() + (waitSeconds ?? this.settings.receiveWaitTimeSeconds) * 1000;
    for (;;) {
      const messages = this.#take(limit, visibilitySeconds ?? this.settings.visibilityTimeoutSeconds);
      const now = Date.now();
      if (messages.length > 0 || now >= until || this.#closed) return messages;
      await this.#arrival(Math.min(until, this.#nextVisibleAt(now) ?? until) - now);
      if (this.#closed) return [];
    }
  }

  /**
   * Deletes the message of a receipt; one that is gone already is no error.
   * @throws SqsError ReceiptHandleIsInvalid
   */
  remove(receiptHandle: string): void {
    requireHandle(receiptHandle);
    this.#run('DELETE FROM message WHERE queue = ? AND receipt_handle = ?', this.name, receiptHandle);
  }

  /**
   * Hides the message of a receipt for as long from now on.
   * @throws SqsError ReceiptHandleIsInvalid, MessageNotInflight
   */
  changeVisibility(receiptHandle: string, seconds: number): void {
    requireHandle(receiptHandle);
    const now = Date.now();
    const changed = this.#run(
      'UPDATE message SET visible_at = ? WHERE queue = ? AND receipt_handle = ? AND visible_at > ?',
      ...[now + seconds * 1000, this.name, receiptHandle, now],
    );
    if (changed === 0) {
      throw new SqsError('AWS.SimpleQueueService.MessageNotInflight', 'The message is not in flight.');
    }
    this.#wake();
  }

  /** Deletes every message. */
  purge(): void {
    this.#run('DELETE FROM message WHERE queue = ?', this.name);
  }

  /** How many messages there are to be had, in somebody's hands, and delayed, as SQS names these numbers. */
  count(): Record<string, string> {
    const row = this.#database
      .prepare(
        `SELECT count(*) FILTER (WHERE visible_at <= $now) AS ApproximateNumberOfMessages,
           count(*) FILTER (WHERE visible_at > $now AND receipt_handle IS NOT NULL) AS ApproximateNumberOfMessagesNotVisible,
           count(*) FILTER (WHERE visible_at > $now AND receipt_handle IS NULL) AS ApproximateNumberOfMessagesDelayed
         FROM message WHERE queue = $queue`,
      )
      .get({ $now: Date.now(), $queue: this.name });
    return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, String(value)]));
  }

  /** Lets go of everybody who waits. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #run(sql: string, ...values: (string | number)[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes);
  }

  #take(limit: number, visibilitySeconds: number): ReceivedMessage[] {
    const now = Date.now();
    const rows = this.#database
      .prepare(
        `UPDATE message SET visible_at = ?, receive_count = receive_count + 1,
           first_received_at = coalesce(first_received_at, ?), receipt_handle = lower(hex(randomblob(32)))
         WHERE id IN (SELECT id FROM message WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, rowid LIMIT ?)
         RETURNING *`,
      )
      .all(now + visibilitySeconds * 1000, now, this.name, now, limit);
    return rows.map((row) => ({
      MessageId: String(row['id']),
      ReceiptHandle: String(row['receipt_handle']),
      Body: String(row['body']),
      MD5OfBody: md5(String(row['body'])),
      Attributes: {
        ApproximateReceiveCount: String(row['receive_count']),
        ApproximateFirstReceiveTimestamp: String(row['first_received_at']),
        SentTimestamp: String(row['sent_at']),
      },
    }));
  }

  #nextVisibleAt(now: number): number | undefined {
    const next = 'SELECT min(visible_at) AS time FROM message WHERE queue = ? AND visible_at > ?';
    const time = this.#database.prepare(next).get(this.name, now)?.['time'];
    return typeof time === 'number' ? time : undefined;
  }

  /** Resolves when a message may have come, and after `ms` in any case. */
  async #arrival(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const waiter = () => {
      resolve(undefined);
    };
    this.#waiters.add(waiter);
    const timer = setTimeout(waiter, ms);
    await promise;
    clearTimeout(timer);
    this.#waiters.delete(waiter);
  }

  #wake(): void {
    for (const waiter of this.#waiters) waiter();
  }
}

const requireHandle = (text: string): void => {
  if (/^[0-9a-f]{64}$/.test(text)) return;
  throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
};

/** The sum of a message, in hex, which SDKs compare with their own. */
export const md5 = (body: string): string => createHash('md5').update(body).digest('hex');
