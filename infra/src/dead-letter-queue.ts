import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument, requireTls } from './policy-document.ts';

export interface DeadLetterQueueArgs {
  readonly queueName: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where Lambda puts the events it has given up on, until somebody has mended the cause and redrives them. */
export class DeadLetterQueue extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;

  constructor(name: string, args: DeadLetterQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:DeadLetterQueue', name, {}, opts);
    const child = { parent: this };
    this.queue = createQueue(name, args, child);
    createPolicy(name, this.queue, child);
    this.registerOutputs({ queueUrl: this.queue.url });
  }
}

const createQueue = (
  name: string,
  { queueName, tags }: DeadLetterQueueArgs,
  opts: pulumi.CustomResourceOptions,
) =>
  new aws.sqs.Queue(
    name,
    {
      name: queueName,
      // Fourteen days, the most SQS keeps a message: time to notice, to mend and to redrive.
      messageRetentionSeconds: 14 * 24 * 60 * 60,
      // A redrive hands each event to Lambda and deletes it well within this; another reader must not have it meanwhile.
      visibilityTimeoutSeconds: 120,
      sqsManagedSseEnabled: true,
      tags,
    },
    opts,
  );

const createPolicy = (name: string, queue: aws.sqs.Queue, opts: pulumi.CustomResourceOptions) => {
  new aws.sqs.QueuePolicy(
    name,
    { queueUrl: queue.url, policy: policyDocument([requireTls('sqs:*', [queue.arn])]) },
    opts,
  );
};
