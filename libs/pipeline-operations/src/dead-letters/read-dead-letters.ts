import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import type { Stack } from '../stack/connect-stack.ts';
import { parseDeadLetter, type DeadLetter } from './dead-letter.ts';

/** A dead letter that nobody else is given for as long as the queue's visibility time-out. */
export interface HeldDeadLetter extends DeadLetter {
  /** Takes it out of the queue. */
  remove(): Promise<void>;
  /** Leaves it in the queue, for everybody again. */
  release(): Promise<void>;
}

/** Answers without a message that end a walk: SQS asks some of its servers and may miss a few messages. */
const emptyAnswers = 2;

/** How long SQS waits for a message before it answers without one: seconds. */
const waitSeconds = 1;

/**
 * Walks through the dead letters that the queue holds now, each once. Whoever is given one removes or releases it; what
 * is neither comes back by itself.
 * @throws UnreadableDeadLetterError at a message that Lambda did not send; what SQS answers
 */
export async function* readDeadLetters(
  stack: Pick<Stack, 'clients' | 'outputs'>,
): AsyncGenerator<HeldDeadLetter> {
  const { sqs } = stack.clients;
  const QueueUrl = stack.outputs.deadLetterQueueUrl;
  const met = new Set<string>();
  for (let empty = 0; empty < emptyAnswers;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: waitSeconds }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !met.has(MessageId));
    empty = fresh.length === 0 ? empty + 1 : 0;
    for (const { MessageId = '' } of fresh) met.add(MessageId);
    for (const message of fresh) yield held(stack, message);
  }
}

const held = (
  { clients: { sqs }, outputs: { deadLetterQueueUrl: QueueUrl } }: Pick<Stack, 'clients' | 'outputs'>,
  { Body, ReceiptHandle }: Message,
): HeldDeadLetter => ({
  ...parseDeadLetter(Body),
  async remove() {
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  },
  async release() {
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  },
});
