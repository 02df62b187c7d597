import { removeFolders } from '../../test-support/program-fixture.ts';
import { arn, setUp, types } from '../../test-support/resources-fixture.ts';

afterAll(removeFolders);

it('translates keys, indexes and time to live', async () => {
  const { create, calls } = setUp();
  const { outputs } = await create(types.table, {
    name: 'Things',
    hashKey: 'id',
    rangeKey: 'version',
    attributes: [
      { name: 'id', type: 'S' },
      { name: 'version', type: 'N' },
      { name: 'owner', type: 'S' },
    ],
    globalSecondaryIndexes: [
      { name: 'byOwner', hashKey: 'owner', rangeKey: 'version', projectionType: 'KEYS_ONLY' },
      {
        name: 'byVersion',
        keySchemas: [{ attributeName: 'version', keyType: 'HASH' }],
        projectionType: 'INCLUDE',
        nonKeyAttributes: ['owner'],
      },
    ],
    localSecondaryIndexes: [{ name: 'ofOne', rangeKey: 'owner', projectionType: 'ALL' }],
    ttl: { attributeName: 'expires', enabled: true },
  });
  const key = (hash: string, range?: string) => [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
  ];
  expect(outputs).toMatchObject({ arn: arn('dynamodb:eu-west-1:000000000000:table/Things') });
  expect(calls).toEqual([
    [
      'createTable',
      {
        TableName: 'Things',
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'version', AttributeType: 'N' },
          { AttributeName: 'owner', AttributeType: 'S' },
        ],
        KeySchema: key('id', 'version'),
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byOwner',
            KeySchema: key('owner', 'version'),
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
          {
            IndexName: 'byVersion',
            KeySchema: key('version'),
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['owner'] },
          },
        ],
        LocalSecondaryIndexes: [
          { IndexName: 'ofOne', KeySchema: key('id', 'owner'), Projection: { ProjectionType: 'ALL' } },
        ],
      },
    ],
    ['expireItemsOf', { tableName: 'Things', keySchema: key('id', 'version'), attributeName: 'expires' }],
  ]);
});

it.each([[undefined], [{ attributeName: 'expires', enabled: false }]])(
  'deletes nothing with ttl %j',
  async (ttl) => {
    const { create, calls } = setUp();
    const inputs = { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }] };
    await create(types.table, ttl === undefined ? inputs : { ...inputs, ttl });
    expect(calls.map(([name]) => name)).toEqual(['createTable']);
  },
);
