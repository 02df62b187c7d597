import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  MessageNotInflight,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { Stack } from '../stack/connect-stack.ts';
import { parseDeadLetter, unreadableLetter, type DeadLetter } from './dead-letter.ts';
import { UnreadableDeadLetterError } from '../errors.ts';

/** A dead letter that nobody else is given for a while. */
export interface HeldDeadLetter extends DeadLetter {
  /** Takes it out of the queue. */
  remove(): Promise<void>;
}

/** A walk through a dead-letter queue. */
export interface DeadLetterWalk {
  /** Every dead letter that the queue holds now, each once. A message that Lambda did not send is one, without an event. */
  readonly letters: AsyncIterable<HeldDeadLetter>;
  /** Gives those back that were not removed, for everybody to have again. Whoever walks does it at the end, however it ends. */
  release(): Promise<void>;
}

/** Answers without a message that end a walk: SQS asks some of its servers and may miss a few messages. */
const emptyAnswers = 2;

/** How long SQS waits for a message before it answers without one: seconds. */
const waitSeconds = 1;

type Queue = Pick<Stack, 'clients' | 'outputs'>;

/**
 * Walks through the dead letters of a stack, and holds them meanwhile.
 * @param holdSeconds for how long nobody else is given one, from when it is met
 * @param atOnce how many are asked for: no more than are dealt with in that time, 10 at most
 */
export const walkDeadLetters = (queue: Queue, holdSeconds: number, atOnce: number): DeadLetterWalk => {
  /** The newest receipt of each message: one that was held too long comes again with another. */
  const receipts = new Map<string, string>();
  let receiving: Promise<unknown> = Promise.resolve();
  const receive = (): Promise<readonly Message[]> => {
    const received = receiveLetters(queue, receipts, holdSeconds, atOnce);
    receiving = received.catch(() => undefined);
    return received;
  };
  return {
    letters: lettersOf(queue, receipts, receive),
    async release() {
      // Whoever stops in the middle of a walk may have asked for more.
      await receiving;
      await pMap(receipts.values(), (receipt) => giveBack(queue, receipt), { concurrency: 10 });
      receipts.clear();
    },
  };
};

const receiveLetters = async (
  { clients, outputs }: Queue,
  receipts: Map<string, string>,
  holdSeconds: number,
  atOnce: number,
): Promise<readonly Message[]> => {
  const { Messages = [] } = await clients.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: outputs.deadLetterQueueUrl,
      MaxNumberOfMessages: atOnce,
      VisibilityTimeout: holdSeconds,
      WaitTimeSeconds: waitSeconds,
    }),
  );
  for (const { MessageId = '', ReceiptHandle = '' } of Messages) receipts.set(MessageId, ReceiptHandle);
  return Messages;
};

async function* lettersOf(
  queue: Queue,
  receipts: Map<string, string>,
  receive: () => Promise<readonly Message[]>,
): AsyncGenerator<HeldDeadLetter> {
  const met = new Set<string>();
  for (let empty = 0; empty < emptyAnswers;) {
    const messages = await receive();
    empty = messages.length === 0 ? empty + 1 : 0;
    const fresh = messages.filter(({ MessageId = '' }) => !met.has(MessageId));
    for (const { MessageId = '' } of fresh) met.add(MessageId);
    for (const message of fresh) yield held(queue, receipts, message);
  }
}

const held = (
  queue: Queue,
  receipts: Map<string, string>,
  { MessageId = '', Body }: Message,
): HeldDeadLetter => ({
  ...readLetter(Body),
  async remove() {
    const ReceiptHandle = receipts.get(MessageId);
    await queue.clients.sqs.send(
      new DeleteMessageCommand({ QueueUrl: queue.outputs.deadLetterQueueUrl, ReceiptHandle }),
    );
    receipts.delete(MessageId);
  },
});

/** Somebody else's message keeps nobody from the letters behind it. */
const readLetter = (body: string | undefined): DeadLetter => {
  try {
    return parseDeadLetter(body);
  } catch (error) {
    if (error instanceof UnreadableDeadLetterError) return unreadableLetter(error);
    throw error;
  }
};

const giveBack = async ({ clients, outputs }: Queue, ReceiptHandle: string): Promise<void> => {
  const QueueUrl = outputs.deadLetterQueueUrl;
  try {
    await clients.sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
  } catch (error) {
    // It has been given back by time.
    if (!(error instanceof MessageNotInflight) && !(error instanceof ReceiptHandleIsInvalid)) throw error;
  }
};

/** About how many dead letters somebody else holds at the moment, such as a redrive that is under way. */
export const lettersHeldElsewhere = async ({ clients, outputs }: Queue): Promise<number> => {
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: outputs.deadLetterQueueUrl,
      AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(Attributes?.['ApproximateNumberOfMessagesNotVisible'] ?? 0);
};
