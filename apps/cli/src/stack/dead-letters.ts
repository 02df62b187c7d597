import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { imageIdOf } from '@image-pipeline/image-records';
import {
  parseDeadLetter,
  UnreadableDeadLetterError,
  type DeadLetter,
} from '@image-pipeline/pipeline-operations';

/** The dead letters that a queue holds by now. */
export interface DeadLetters {
  /** The dead letter about this image, once there is one. */
  find(imageId: string): Promise<DeadLetter | undefined>;
}

/** The queue is read this often at most, in ms, however many images are waited for. */
const readEveryMs = 500;

/**
 * Finds dead letters, and takes them **out of** the queue: for a stack that is thrown away afterwards. On any other,
 * they are kept for a redrive. Finding one throws `dead-letter-unreadable`, or what SQS answers.
 */
export const consumeDeadLetters = (client: SQSClient, queueUrl: string, signal: AbortSignal): DeadLetters => {
  const found = new Map<string, DeadLetter>();
  let reading: Promise<void> = Promise.resolve();
  let nextReadAt = 0;

  const read = async (): Promise<void> => {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
      { abortSignal: signal },
    );
    if (messages.length === 0) return;
    for (const { Body } of messages) {
      const letter = parseDeadLetter(Body);
      if (letter.objects.length === 0) throw new UnreadableDeadLetterError('it is about no object of S3');
      for (const place of letter.objects) found.set(imageIdOf(place), letter);
    }
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }), {
      abortSignal: signal,
    });
    await read();
  };

  return {
    async find(imageId) {
      if (performance.now() >= nextReadAt) {
        nextReadAt = performance.now() + readEveryMs;
        reading = read();
      }
      await reading;
      return found.get(imageId);
    },
  };
};
