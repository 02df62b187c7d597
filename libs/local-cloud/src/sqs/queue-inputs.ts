import * as v from 'valibot';
import { inertInput as inert, parseInputs, type Declared } from '../declarations/declared-inputs.ts';
import { policyDocument } from '../iam/policy-document.ts';
import type { QueueAttributes } from './sqs-service.ts';

const encryption = 'messages are not encrypted in the data folder';

/** What can be said of a queue, by Pulumi's name for it, and SQS's own. */
const attributeNames = {
  delaySeconds: 'DelaySeconds',
  maxMessageSize: 'MaximumMessageSize',
  receiveWaitTimeSeconds: 'ReceiveMessageWaitTimeSeconds',
  visibilityTimeoutSeconds: 'VisibilityTimeout',
  redrivePolicy: 'RedrivePolicy',
  fifoQueue: 'FifoQueue',
  contentBasedDeduplication: 'ContentBasedDeduplication',
} as const;

const schema = v.strictObject({
  name: v.optional(v.string()),
  delaySeconds: v.optional(v.number()),
  maxMessageSize: v.optional(v.number()),
  receiveWaitTimeSeconds: v.optional(v.number()),
  visibilityTimeoutSeconds: v.optional(v.number()),
  redrivePolicy: v.optional(v.string()),
  fifoQueue: v.optional(v.boolean()),
  contentBasedDeduplication: v.optional(v.boolean()),
  messageRetentionSeconds: inert('a message is kept until it is received and deleted'),
  sqsManagedSseEnabled: inert(encryption),
  kmsMasterKeyId: inert(encryption),
  kmsDataKeyReusePeriodSeconds: inert(encryption),
});

/** Reads the inputs of an `aws:sqs/queue:Queue` as SQS's attributes. @throws InputError */
export const parseQueue = (given: unknown): Declared<QueueAttributes> => {
  const { inputs, inert: withoutEffect } = parseInputs(schema, given);
  const attributes = Object.entries(attributeNames).flatMap(([input, attribute]) => {
    const value = inputs[input as keyof typeof attributeNames];
    // SQS knows no FifoQueue that is false.
    return value === undefined || (input === 'fifoQueue' && value === false)
      ? []
      : [[attribute, String(value)]];
  });
  return { inputs: Object.fromEntries(attributes), inert: withoutEffect };
};

const policySchema = v.strictObject({ queueUrl: v.string(), policy: policyDocument });

/** Reads the inputs of an `aws:sqs/queuePolicy:QueuePolicy`. @throws InputError */
export const parseQueuePolicy = (given: unknown) => {
  const { queueUrl, policy } = parseInputs(policySchema, given).inputs;
  return { queueName: queueUrl.slice(queueUrl.lastIndexOf('/') + 1), policy };
};
