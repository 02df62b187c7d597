import { arnOf, type Account } from '../iam/account.ts';
import type { RequiredPermission } from '../iam/required-permission.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * What a call of SQS needs to be allowed. A batch needs the action of its single form.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
export const requiredBySqs = (operation: string, input: Input, account: Account): RequiredPermission[] => {
  const queue = input['QueueUrl'] ?? input['QueueName'];
  return [
    {
      action: `sqs:${operation.replace(/Batch$/, '')}`,
      resource: typeof queue === 'string' ? arnOf(account, 'sqs', queueNameOf(queue)) : '*',
    },
  ];
};

/** The queue that is meant by a name or a URL: the last part of a path that is not empty. */
export const queueNameOf = (nameOrUrl: string): string =>
  nameOrUrl.split('/').findLast((part) => part !== '') ?? '';
