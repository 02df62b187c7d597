import { arnOf, type Account } from '../iam/account.ts';
import type { RequiredPermission } from '../iam/required-permission.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * What a call of SQS needs to be allowed. A batch needs the action of its single form.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
export const requiredBySqs = (operation: string, input: Input, account: Account): RequiredPermission[] => {
  const queue = queueNameOf(input);
  return [
    {
      action: `sqs:${operation.replace(/Batch$/, '')}`,
      resource: queue === undefined ? '*' : arnOf(account, 'sqs', queue),
    },
  ];
};

/** The queue that SQS will take for the one meant: the last part of the URL's path that is not empty. */
const queueNameOf = ({ QueueUrl: url, QueueName: name }: Input): string | undefined => {
  if (typeof url === 'string') return url.split('/').findLast((part) => part !== '');
  return typeof name === 'string' ? name : undefined;
};
