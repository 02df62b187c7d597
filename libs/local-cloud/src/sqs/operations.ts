import * as v from 'valibot';
import { integerInput, parseInputs } from '../declarations/declared-inputs.ts';
import { md5, type Queue } from './queue.ts';
import { SqsError } from './sqs-error.ts';

/** What the operations work on. */
export interface Queues {
  /** @throws SqsError NonExistentQueue */
  named(queueNameOrUrl: string): Queue;
  /** All, in the order of their names. */
  all(): Queue[];
  urlOf(queue: Queue): string;
  arnOf(queue: Queue): string;
}

const text = v.string();
const names = v.optional(v.array(text), []);
const seconds = (max: number) => integerInput(0, max, 'seconds');
const url = { QueueUrl: text };
const message = {
  MessageBody: v.pipe(text, v.nonEmpty('a message that is not empty')),
  DelaySeconds: v.optional(seconds(900)),
};
const receipt = { ReceiptHandle: text };
const visibility = { ...receipt, VisibilityTimeout: seconds(43_200) };

type Run = (queues: Queues, input: unknown) => Promise<object> | object;

/** An operation whose input has this schema; anything else in it is refused by name. */
const operation =
  <const Entries extends v.ObjectEntries>(
    entries: Entries,
    run: (
      queues: Queues,
      input: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
    ) => Promise<object> | object,
  ): Run =>
  (queues, input) =>
    run(
      queues,
      parseInputs(
        v.strictObject(entries),
        input,
        (problems) => new SqsError('InvalidParameterValue', `${problems}.`),
      ).inputs,
    );

/** An operation on one queue, and its batch, in which each entry succeeds or fails for itself. */
const onQueue = <const Entries extends v.ObjectEntries>(
  entries: Entries,
  run: (queue: Queue, input: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>) => object,
): { single: Run; batch: Run } => {
  const entrySchema = v.strictObject({ Id: text, ...entries });
  return {
    single: operation({ ...url, ...entries }, (queues, { QueueUrl, ...input }) =>
      run(queues.named(String(QueueUrl)), input as never),
    ),
    batch: operation({ ...url, Entries: v.array(entrySchema) }, (queues, { QueueUrl, Entries }) => {
      requireBatch(Entries.map(({ Id }) => String(Id)));
      const queue = queues.named(QueueUrl);
      const Successful: object[] = [];
      const Failed: object[] = [];
      for (const { Id, ...input } of Entries) {
        try {
          Successful.push({ Id, ...run(queue, input as never) });
        } catch (error) {
          if (!(error instanceof SqsError)) throw error;
          Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
        }
      }
      return { Successful, Failed };
    }),
  };
};

const requireBatch = (ids: readonly string[]): void => {
  const prefix = 'AWS.SimpleQueueService';
  if (ids.length === 0) {
    throw new SqsError(`${prefix}.EmptyBatchRequest`, 'The batch request does not contain any entries.');
  }
  if (ids.length > 10) {
    throw new SqsError(`${prefix}.TooManyEntriesInBatchRequest`, 'A batch has at most 10 entries.');
  }
  if (new Set(ids).size < ids.length) {
    throw new SqsError(`${prefix}.BatchEntryIdsNotDistinct`, 'Two entries of the batch have the same Id.');
  }
};

const send = onQueue(message, (queue, { MessageBody, DelaySeconds }) => ({
  MessageId: queue.send(MessageBody, DelaySeconds),
  MD5OfMessageBody: md5(MessageBody),
}));
const remove = onQueue(receipt, (queue, { ReceiptHandle }) => {
  queue.remove(ReceiptHandle);
  return {};
});
const changeVisibility = onQueue(visibility, (queue, { ReceiptHandle, VisibilityTimeout }) => {
  queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
  return {};
});

/** The operations that are served, by the names AWS gives them. */
export const operations: Readonly<Record<string, Run>> = {
  SendMessage: send.single,
  SendMessageBatch: send.batch,
  DeleteMessage: remove.single,
  DeleteMessageBatch: remove.batch,
  ChangeMessageVisibility: changeVisibility.single,
  ChangeMessageVisibilityBatch: changeVisibility.batch,
  ReceiveMessage: operation(
    {
      ...url,
      MaxNumberOfMessages: v.optional(integerInput(1, 10, 'messages'), 1),
      VisibilityTimeout: v.optional(seconds(43_200)),
      WaitTimeSeconds: v.optional(seconds(20)),
      AttributeNames: names,
      MessageSystemAttributeNames: names,
      /** There are none: messages with attributes are refused. */
      MessageAttributeNames: names,
    },
    async (queues, input) => {
      const messages = await queues.named(input.QueueUrl).receive({
        limit: input.MaxNumberOfMessages,
        waitSeconds: input.WaitTimeSeconds,
        visibilitySeconds: input.VisibilityTimeout,
      });
      const asked = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
      if (messages.length === 0) return {};
      return { Messages: messages.map((each) => ({ ...each, Attributes: chosen(each.Attributes, asked) })) };
    },
  ),
  GetQueueUrl: operation(
    { QueueName: text, QueueOwnerAWSAccountId: v.optional(text) },
    (queues, { QueueName }) => ({
      QueueUrl: queues.urlOf(queues.named(QueueName)),
    }),
  ),
  GetQueueAttributes: operation({ ...url, AttributeNames: names }, (queues, { QueueUrl, AttributeNames }) => {
    const queue = queues.named(QueueUrl);
    const { settings } = queue;
    const attributes = {
      QueueArn: queues.arnOf(queue),
      VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
      DelaySeconds: String(settings.delaySeconds),
      ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitTimeSeconds),
      MaximumMessageSize: String(settings.maxMessageSize),
      ...queue.count(),
    };
    return { Attributes: chosen(attributes, AttributeNames) };
  }),
  ListQueues: operation({ QueueNamePrefix: v.optional(text, '') }, (queues, { QueueNamePrefix }) => ({
    QueueUrls: queues
      .all()
      .filter(({ name }) => name.startsWith(QueueNamePrefix))
      .map(queues.urlOf),
  })),
  PurgeQueue: operation(url, (queues, { QueueUrl }) => {
    queues.named(QueueUrl).purge();
    return {};
  }),
};

const chosen = (attributes: Record<string, string>, asked: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name]) => asked.includes('All') || asked.includes(name)),
  );
