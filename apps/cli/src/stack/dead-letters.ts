import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { decodeEventKey, imageIdOf, InvalidArgumentError } from '@image-pipeline/image-records';
import * as v from 'valibot';
import { StackError } from '../errors.ts';

/** Why the pipeline gave up on an image: the last error of its function, as the dead-letter queue tells it. */
export interface DeadLetter {
  readonly imageId: string;
  /** Such as `Sandbox.Timedout`. */
  readonly errorType: string;
  readonly errorMessage: string;
  readonly attempts: number;
}

/** The id of the image that an S3 event names. */
const imageOfEvent = v.pipe(
  v.object({ bucket: v.object({ name: v.string() }), object: v.object({ key: v.string() }) }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { bucket, object } = dataset.value;
    try {
      return imageIdOf({ bucket: bucket.name, key: decodeEventKey(object.key) });
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      addIssue({ message: error.problem });
      return NEVER;
    }
  }),
);

/**
 * What Lambda sends to an on-failure destination.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const deadLetterMessage = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    requestContext: v.object({ approximateInvokeCount: v.number() }),
    requestPayload: v.object({ Records: v.array(v.object({ s3: imageOfEvent })) }),
    responsePayload: v.optional(
      v.object({ errorType: v.optional(v.string()), errorMessage: v.optional(v.string()) }),
      {},
    ),
  }),
);

/**
 * One dead letter per object that the failed invocation was about.
 * @throws StackError dead-letter-unreadable
 */
export const parseDeadLetter = (body: string | undefined): DeadLetter[] => {
  const parsed = v.safeParse(deadLetterMessage, body);
  if (!parsed.success) {
    throw new StackError({
      code: 'dead-letter-unreadable',
      problem: 'A message in the dead-letter queue is none that Lambda sends.',
      remedy: 'Something else writes to this queue; look at its messages.',
      context: { issue: parsed.issues[0].message },
    });
  }
  const { requestPayload, requestContext, responsePayload } = parsed.output;
  return requestPayload.Records.map(({ s3: imageId }) => ({
    imageId,
    errorType: responsePayload.errorType ?? 'Error',
    errorMessage: responsePayload.errorMessage ?? '',
    attempts: requestContext.approximateInvokeCount,
  }));
};

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
    const letters = messages.flatMap(({ Body }) => parseDeadLetter(Body));
    for (const letter of letters) found.set(letter.imageId, letter);
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
