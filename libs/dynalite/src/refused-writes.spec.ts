import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { startDynalite, type RunningDynalite } from './index.ts';

const TableName = 'things';
const Key = { id: { S: 'a' } };
const stored = { ...Key, size: { N: '7' }, parts: { L: [{ S: 'x' }] } };

describe('a refused write', () => {
  let server: RunningDynalite;
  let client: DynamoDBClient;
  beforeAll(async () => {
    server = await startDynalite();
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    client = new DynamoDBClient({ endpoint: server.endpoint, region: 'eu-central-1', credentials });
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });
  beforeEach(() => client.send(new PutItemCommand({ TableName, Item: stored })));

  type Asked = 'ALL_OLD' | 'NONE' | undefined;
  const refusing = { TableName, ConditionExpression: 'attribute_exists(nowhere)' };
  const writes = [
    {
      operation: 'PutItem',
      write: (asked: Asked, id = Key) =>
        client.send(
          new PutItemCommand({ ...refusing, Item: id, ReturnValuesOnConditionCheckFailure: asked }),
        ),
    },
    {
      operation: 'UpdateItem',
      write: (asked: Asked, id = Key) =>
        client.send(
          new UpdateItemCommand({
            ...refusing,
            Key: id,
            UpdateExpression: 'SET pages = :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
            ReturnValuesOnConditionCheckFailure: asked,
          }),
        ),
    },
    {
      operation: 'DeleteItem',
      write: (asked: Asked, id = Key) =>
        client.send(
          new DeleteItemCommand({ ...refusing, Key: id, ReturnValuesOnConditionCheckFailure: asked }),
        ),
    },
  ];

  const refusalOf = async (write: Promise<unknown>): Promise<ConditionalCheckFailedException> => {
    const error: unknown = await write.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof ConditionalCheckFailedException) return error;
    throw error ?? new Error('the write was not refused');
  };

  describe.each(writes)('$operation', ({ write }) => {
    it('tells the item that refused it when asked to', async () => {
      expect((await refusalOf(write('ALL_OLD'))).Item).toEqual(stored);
    });

    it('tells none when not asked to', async () => {
      expect((await refusalOf(write('NONE'))).Item).toBeUndefined();
      expect((await refusalOf(write(undefined))).Item).toBeUndefined();
    });

    it('tells none when there is none', async () => {
      expect((await refusalOf(write('ALL_OLD', { id: { S: 'other' } }))).Item).toBeUndefined();
    });

    it('is malformed when it asks for anything else', async () => {
      await expect(write('ALL_NEW' as Asked)).rejects.toMatchObject({ name: 'ValidationException' });
    });
  });

  it('tells the very item that refused it, whatever else is written at the same time', async () => {
    const put = (size: string, condition?: object) =>
      client.send(new PutItemCommand({ TableName, Item: { ...Key, size: { N: size } }, ...condition }));
    const ifNine = {
      ConditionExpression: '#size = :nine',
      ExpressionAttributeNames: { '#size': 'size' },
      ExpressionAttributeValues: { ':nine': { N: '9' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    await put('0');
    const told: unknown[] = [];
    const write = async (n: number): Promise<void> => {
      if (n % 2 === 0) return void (await put(n % 4 === 0 ? '0' : '9'));
      await put('9', ifNine).catch((error: ConditionalCheckFailedException) =>
        told.push(error.Item?.['size']),
      );
    };
    await Promise.all(Array.from({ length: 200 }, (_, n) => write(n)));
    // Only the other size refuses: an item read a moment later would now and then be a 9.
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(told.map(() => ({ N: '0' })));
  });
});
