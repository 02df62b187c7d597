import type { AccessControl } from '../iam/access-control.ts';
import type { PolicyStore } from '../iam/policy-store.ts';
import type { DestinationRecord } from '../lambda/invocations/destination-record.ts';
import type { SqsService } from '../sqs/sqs-service.ts';

/** From S3 to Lambda: whether a bucket may invoke a function, in the form that the queue of events asks. */
export const authorizeInvocation =
  (access: AccessControl) =>
  (sourceArn: string, functionArn: string): void => {
    const caller = { kind: 'service', service: 's3.amazonaws.com', sourceArn } as const;
    access.authorize(caller, 'lambda:InvokeFunction', functionArn);
  };

/** From Lambda to SQS: an event that was given up goes to the dead-letter queue, when the function's role may send there. */
export const sendToQueue =
  (sqs: Pick<SqsService, 'sendMessage'>, access: AccessControl, policies: PolicyStore) =>
  async (queueArn: string, record: DestinationRecord): Promise<void> => {
    const { functionArn } = record.requestContext;
    const roleName = policies.roleOf(withoutVersion(functionArn)) ?? '';
    access.authorize({ kind: 'role', roleName }, 'sqs:SendMessage', queueArn);
    sqs.sendMessage(queueArn.slice(queueArn.lastIndexOf(':') + 1), JSON.stringify(record));
  };

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME:VERSION` without its last part. */
const withoutVersion = (arn: string): string => arn.split(':', 7).join(':');
