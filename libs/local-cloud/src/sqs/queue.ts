import type { MessageStore, ReceivedMessage } from './message-store.ts';
import type { QueueSettings } from './queue-inputs.ts';
import { SqsError } from './sqs-error.ts';

/** One queue that the program declares. Times in seconds, as SQS has them. */
export interface Queue {
  readonly name: string;
  readonly settings: QueueSettings;
  /**
   * Stores a message and returns its id.
   * @throws SqsError InvalidParameterValue, InvalidMessageContents
   */
  send(body: string, delaySeconds?: number): string;
  /** Hands out up to `limit` messages; waits for the first one as long as it is told to, or the queue says. */
  receive(options: ReceiveOptions): Promise<ReceivedMessage[]>;
  /** @throws SqsError ReceiptHandleIsInvalid */
  remove(receiptHandle: string): void;
  /** @throws SqsError ReceiptHandleIsInvalid, MessageNotInflight */
  changeVisibility(receiptHandle: string, seconds: number): void;
  purge(): void;
  count(): ReturnType<MessageStore['count']>;
  /** Lets go of everybody who waits. */
  close(): void;
}

/** How messages are asked for; what is left out is as the queue's settings say. */
export interface ReceiveOptions {
  readonly limit: number;
  readonly waitSeconds?: number | undefined;
  readonly visibilitySeconds?: number | undefined;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const notAllowed = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** A queue whose messages lie in the store, those of an earlier run included. */
export const createQueue = (name: string, settings: QueueSettings, store: MessageStore): Queue => {
  const waiters = new Set<() => void>();
  let closed = false;
  const wake = (): void => {
    for (const waiter of waiters) waiter();
  };

  /** Resolves when a message may have come, and after `ms` in any case. */
  const arrival = async (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const waiter = () => {
      resolve(undefined);
    };
    waiters.add(waiter);
    const timer = setTimeout(waiter, ms);
    await promise;
    clearTimeout(timer);
    waiters.delete(waiter);
  };

  const take = (limit: number, visibilitySeconds: number): ReceivedMessage[] => {
    const now = Date.now();
    const { redrivePolicy } = settings;
    if (redrivePolicy !== undefined) {
      const { deadLetterTargetArn, maxReceiveCount } = redrivePolicy;
      const target = deadLetterTargetArn.slice(deadLetterTargetArn.lastIndexOf(':') + 1);
      store.moveExhausted(name, now, maxReceiveCount, target);
    }
    return store.receive(name, now, now + visibilitySeconds * 1000, limit);
  };

  return {
    name,
    settings,
    send(body, delaySeconds = settings.delaySeconds) {
      if (Buffer.byteLength(body) > settings.maxMessageSize) {
        throw new SqsError(
          'InvalidParameterValue',
          `One or more parameters are invalid. Reason: Message must be shorter than ${settings.maxMessageSize} bytes.`,
        );
      }
      if (notAllowed.test(body)) {
        throw new SqsError('InvalidMessageContents', 'The message holds characters that are not allowed.');
      }
      const now = Date.now();
      const id = store.add(name, body, now, now + delaySeconds * 1000);
      wake();
      return id;
    },
    async receive({ limit, waitSeconds, visibilitySeconds }) {
      const until = Date.now() + (waitSeconds ?? settings.receiveWaitTimeSeconds) * 1000;
      for (;;) {
        const messages = take(limit, visibilitySeconds ?? settings.visibilityTimeoutSeconds);
        const now = Date.now();
        if (messages.length > 0 || now >= until || closed) return messages;
        const next = store.nextVisibleAt(name, now) ?? until;
        await arrival(Math.min(until, next) - now);
        if (closed) return [];
      }
    },
    remove(receiptHandle) {
      requireHandle(receiptHandle);
      store.remove(name, receiptHandle);
    },
    changeVisibility(receiptHandle, seconds) {
      requireHandle(receiptHandle);
      const now = Date.now();
      if (!store.hide(name, receiptHandle, now, now + seconds * 1000)) {
        throw new SqsError('AWS.SimpleQueueService.MessageNotInflight', 'The message is not in flight.');
      }
      wake();
    },
    purge() {
      store.purge(name);
    },
    count: () => store.count(name, Date.now()),
    close() {
      closed = true;
      wake();
    },
  };
};

const requireHandle = (text: string): void => {
  if (/^[0-9a-f]{64}$/.test(text)) return;
  throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
};
