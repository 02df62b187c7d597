import { queryShardRequest } from './query-shard.ts';

const query = { tableName: 'ImageMetadata', indexName: 'byUploadedAt', shard: 3, count: 14 };

describe('queryShardRequest', () => {
  it('reads the newest entries of a shard', () => {
    expect(queryShardRequest(query)).toEqual({
      TableName: 'ImageMetadata',
      IndexName: 'byUploadedAt',
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames: { '#shard': 'listShard' },
      ExpressionAttributeValues: { ':shard': { N: '3' } },
      ScanIndexForward: false,
      Limit: 14,
    });
  });

  it('reads entries below a place of the listing', () => {
    expect(queryShardRequest({ ...query, before: '2024#a' })).toMatchObject({
      KeyConditionExpression: '#shard = :shard AND #order < :before',
      ExpressionAttributeNames: { '#shard': 'listShard', '#order': 'listOrder' },
      ExpressionAttributeValues: { ':shard': { N: '3' }, ':before': { S: '2024#a' } },
    });
  });

  it('goes on where a read ended', () => {
    const position = { imageId: { S: 'a' }, listShard: { N: '3' }, listOrder: { S: '2024#a' } };
    expect(queryShardRequest({ ...query, position })).toMatchObject({ ExclusiveStartKey: position });
  });
});
