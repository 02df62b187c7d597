import type { KeySchemaElement } from './table-definition.ts';

type Item = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Calls an operation of DynamoDB and returns its output. */
export type CallDynamoDb = <Output>(operation: string, input: object) => Promise<Output>;

export interface ExpiringTable {
  readonly tableName: string;
  readonly keySchema: readonly KeySchemaElement[];
  /** Attribute that holds the time to live, in seconds since the epoch. */
  readonly attributeName: string;
}

// An older time to live is taken for a mistake and left alone, as AWS leaves it.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
const oldestSeconds = 5 * 365 * 24 * 60 * 60;

/** Deletes the items whose time to live is over. Returns how many. */
export const expireItems = async (
  call: CallDynamoDb,
  { tableName, keySchema, attributeName }: ExpiringTable,
  nowSeconds: number,
): Promise<number> => {
  const isExpired = {
    expression: '#ttl BETWEEN :oldest AND :now',
    names: { '#ttl': attributeName },
    values: { ':now': { N: String(nowSeconds) }, ':oldest': { N: String(nowSeconds - oldestSeconds) } },
  };
  let deleted = 0;
  let startKey: Item | undefined;
  do {
    const page = await call<{ Items: Item[]; LastEvaluatedKey?: Item }>('Scan', {
      TableName: tableName,
      FilterExpression: isExpired.expression,
      ExpressionAttributeNames: isExpired.names,
      ExpressionAttributeValues: isExpired.values,
      ...(startKey !== undefined && { ExclusiveStartKey: startKey }),
    });
    for (const item of page.Items) {
      // Asked again at the deletion: somebody may have written the item anew since it was scanned.
      const wasDeleted = await call('DeleteItem', {
        TableName: tableName,
        Key: Object.fromEntries(keySchema.map(({ AttributeName: name }) => [name, item[name]])),
        ConditionExpression: isExpired.expression,
        ExpressionAttributeNames: isExpired.names,
        ExpressionAttributeValues: isExpired.values,
      }).then(() => true, refusedByCondition);
      if (wasDeleted) deleted += 1;
    }
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  return deleted;
};

const refusedByCondition = (error: unknown): false => {
  if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
  throw error;
};
