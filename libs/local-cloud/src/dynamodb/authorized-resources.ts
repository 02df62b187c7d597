import { arnOf, type Account } from '../iam/account.ts';
import type { RequiredPermission } from '../iam/required-permission.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * What a call of DynamoDB needs to be allowed: an index is a resource of its own, a batch touches several tables,
 * and a transaction is the sum of its parts.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export const requiredByDynamoDb = (
  operation: string,
  input: Input,
  account: Account,
): RequiredPermission[] => {
  const allowing = (resource: string, action = operation): RequiredPermission => ({
    action: `dynamodb:${action}`,
    resource,
  });
  const table = (name: unknown): string => tableArn(text(name), account);

  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.keys(record(input['RequestItems'])).map((name) => allowing(table(name)));
  }
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    return list(input['TransactItems']).flatMap((item) =>
      Object.entries(record(item)).map(([kind, part]) =>
        allowing(table(record(part)['TableName']), transactionActions[kind] ?? kind),
      ),
    );
  }
  const named = text(input['TableName'] ?? input['ResourceArn']);
  if (named === '') return [allowing('*')];
  const index = text(input['IndexName']);
  return [allowing(index === '' ? table(named) : `${table(named)}/index/${index}`)];
};

const transactionActions: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** DynamoDB takes a table's ARN wherever it takes its name. */
const tableArn = (nameOrArn: string, account: Account): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arnOf(account, 'dynamodb', `table/${nameOrArn}`);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Input =>
  typeof value === 'object' && value !== null ? (value as Input) : {};
