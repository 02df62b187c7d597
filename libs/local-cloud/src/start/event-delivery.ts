import type { AccessControl } from '../iam/access-control.ts';
import type { PolicyStore } from '../iam/policy-store.ts';
import type { DestinationRecord } from '../lambda/destination-record.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { S3Event } from '../s3/events/event-record.ts';
import type { S3Service } from '../s3/s3-service.ts';
import type { SqsService } from '../sqs/sqs-service.ts';

/** From S3 to Lambda: a bucket's event goes to a function's queue, when the function lets the bucket invoke it. */
export const deliverToFunction =
  (lambda: Pick<LambdaService, 'enqueue'>, access: AccessControl) =>
  async (functionArn: string, event: S3Event): Promise<void> => {
    const sourceArn = event.Records[0]?.s3.bucket.arn ?? '';
    access.authorize(
      { kind: 'service', service: 's3.amazonaws.com', sourceArn },
      'lambda:InvokeFunction',
      functionArn,
    );
    await lambda.enqueue(functionArn, event);
  };

/** From Lambda to SQS: an event that was given up goes to the dead-letter queue, when the function's role may send there. */
export const sendToQueue =
  (sqs: Pick<SqsService, 'sendMessage'>, access: AccessControl, policies: PolicyStore) =>
  async (queueArn: string, record: DestinationRecord): Promise<void> => {
    const { functionArn } = record.requestContext;
    const roleName = policies.roleOf(withoutVersion(functionArn)) ?? '';
    access.authorize({ kind: 'role', roleName }, 'sqs:SendMessage', queueArn);
    await sqs.sendMessage(queueArn.slice(queueArn.lastIndexOf(':') + 1), JSON.stringify(record));
  };

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME:VERSION` without its last part. */
const withoutVersion = (arn: string): string => arn.split(':', 7).join(':');

/**
 * Resolves when no event is on its way and no function runs. A function that writes to a bucket causes further events,
 * so the wait is over only when a whole round through S3 and Lambda brought nothing new.
 */
export const waitUntilIdle = async (
  s3: Pick<S3Service, 'idle'>,
  lambda: Pick<LambdaService, 'idle'>,
  deliveries: () => number,
): Promise<void> => {
  let before: number;
  do {
    before = deliveries();
    await s3.idle();
    await lambda.idle();
    await s3.idle();
  } while (deliveries() !== before);
};
