import * as v from 'valibot';
import { arnOf } from '../iam/account.ts';
import { inertInput as inert } from '../declarations/declared-inputs.ts';
import { physicalName } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

const encryption = 'messages are not encrypted in the data folder';

export const queue = defineResource({
  type: 'aws:sqs/queue:Queue',
  inputs: {
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
  },
  describe(declaration, account) {
    const name = physicalName(declaration);
    const url = `https://sqs.${account.region}.amazonaws.com/${account.accountId}/${name}`;
    return { id: url, outputs: { name, url, arn: arnOf(account, 'sqs', name), region: account.region } };
  },
  async realise(inputs, { services, described }) {
    const { url } = await services.sqs.createQueue(String(described.outputs['name']), attributesOf(inputs));
    return { id: url, outputs: { url } };
  },
});

interface Inputs {
  readonly delaySeconds?: number | undefined;
  readonly maxMessageSize?: number | undefined;
  readonly receiveWaitTimeSeconds?: number | undefined;
  readonly visibilityTimeoutSeconds?: number | undefined;
  readonly redrivePolicy?: string | undefined;
  readonly fifoQueue?: boolean | undefined;
  readonly contentBasedDeduplication?: boolean | undefined;
}

const attributesOf = (inputs: Inputs): Record<string, string> => {
  const attributes = {
    DelaySeconds: inputs.delaySeconds,
    MaximumMessageSize: inputs.maxMessageSize,
    ReceiveMessageWaitTimeSeconds: inputs.receiveWaitTimeSeconds,
    VisibilityTimeout: inputs.visibilityTimeoutSeconds,
    RedrivePolicy: inputs.redrivePolicy,
    FifoQueue: inputs.fifoQueue || undefined,
    ContentBasedDeduplication: inputs.contentBasedDeduplication,
  };
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
};
