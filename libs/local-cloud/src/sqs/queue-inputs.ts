import * as v from 'valibot';
import {
  inertInput as inert,
  integerInput,
  parseInputs,
  type Declared,
} from '../declarations/declared-inputs.ts';
import { policyDocument } from '../iam/policy-document.ts';

const encryption = inert('messages are not encrypted in the data folder');
const noFifo = v.optional(v.literal(false, 'false: queues keep no order here'));

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const schema = v.strictObject({
  name: v.optional(v.string()),
  delaySeconds: v.optional(integerInput(0, 900, 'seconds'), 0),
  maxMessageSize: v.optional(integerInput(1024, 1_048_576, 'bytes'), 1_048_576),
  receiveWaitTimeSeconds: v.optional(integerInput(0, 20, 'seconds'), 0),
  visibilityTimeoutSeconds: v.optional(integerInput(0, 43_200, 'seconds'), 30),
  fifoQueue: noFifo,
  contentBasedDeduplication: noFifo,
  messageRetentionSeconds: inert('a message is kept until it is received and deleted'),
  sqsManagedSseEnabled: encryption,
  kmsMasterKeyId: encryption,
  kmsDataKeyReusePeriodSeconds: encryption,
});

/** How a queue behaves, with SQS's defaults for what is not declared. */
export type QueueSettings = Pick<
  v.InferOutput<typeof schema>,
  'delaySeconds' | 'maxMessageSize' | 'receiveWaitTimeSeconds' | 'visibilityTimeoutSeconds'
>;

/** Reads the inputs of an `aws:sqs/queue:Queue`. @throws InputError */
export const parseQueue = (given: unknown): Declared<QueueSettings> => parseInputs(schema, given);

const policySchema = v.strictObject({ queueUrl: v.string(), policy: policyDocument });

/** Reads the inputs of an `aws:sqs/queuePolicy:QueuePolicy`. @throws InputError */
export const parseQueuePolicy = (given: unknown) => {
  const { queueUrl, policy } = parseInputs(policySchema, given).inputs;
  return { queueName: queueUrl.slice(queueUrl.lastIndexOf('/') + 1), policy };
};
