import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from '../item/stored-item.ts';
import { recordTable } from '../table.ts';

/** Which entries of one shard are read. */
export interface ShardQuery {
  readonly tableName: string;
  readonly indexName: string;
  readonly shard: number;
  /** Entries at most. */
  readonly count: number;
  /** Only entries whose `listOrder` is below this. */
  readonly before?: string | undefined;
  /** Where a read that ended early goes on: the `LastEvaluatedKey` it gave. */
  readonly position?: Item | undefined;
}

const inShard = '#shard = :shard';
const olderThanCursor = '#order < :before';

/** Reads entries of one shard, newest first. */
export const queryShardRequest = (query: ShardQuery): QueryCommandInput => {
  const { tableName, indexName, shard, count, before, position } = query;
  const { partitionKey, sortKey } = recordTable.index;
  return {
    TableName: tableName,
    IndexName: indexName,
    KeyConditionExpression: before === undefined ? inShard : `${inShard} AND ${olderThanCursor}`,
    ExpressionAttributeNames: {
      '#shard': partitionKey.name,
      ...(before !== undefined && { '#order': sortKey.name }),
    },
    ExpressionAttributeValues: {
      ':shard': { N: String(shard) },
      ...(before !== undefined && { ':before': { S: before } }),
    },
    ScanIndexForward: false,
    Limit: count,
    ...(position !== undefined && { ExclusiveStartKey: position }),
  };
};
