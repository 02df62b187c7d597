import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { startDynamoDB, type TestDynamoDB } from '../test/dynamodb.ts';
import { createImageRecordRepository } from './dynamodb-repository.ts';
import { CorruptRecordError } from './errors.ts';
import type { ImageRecord } from './record/image-record.ts';
import { toItem } from './item/stored-item.ts';
import { deletedRecord, readyRecord } from './testing/records.ts';

type Command = 'GetItemCommand' | 'QueryCommand';

interface Request {
  readonly Limit?: number;
  readonly ConsistentRead?: boolean;
}

/** Calls `meddle` before each request that the client sends for such a command, retries not counted. */
const before = (
  client: DynamoDBClient,
  command: Command,
  meddle: (request: Request) => Promise<void> | void,
) => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === command) await meddle(args.input as Request);
      return await next(args);
    },
    { step: 'initialize', priority: 'low' },
  );
};

/** Loses the answer to the first request of such a command after DynamoDB has acted on it: the SDK retries. */
const loseFirstAnswer = (client: DynamoDBClient, command: string): (() => number) => {
  let sent = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isFirst = context.commandName === command && ++sent === 1;
      const answer = await next(args);
      if (!isFirst) return answer;
      throw Object.assign(new Error('connection reset'), { name: 'TimeoutError', code: 'ECONNRESET' });
    },
    { step: 'deserialize', priority: 'high' },
  );
  return () => sent;
};

/** The names of the commands that the client sends, in order. */
const requestsOf = (client: DynamoDBClient): readonly unknown[] => {
  const sent: unknown[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      sent.push(context['commandName']);
      return next(args);
    },
    { step: 'initialize' },
  );
  return sent;
};

/** Calls `meddle` when a conditional write is refused, before the caller hears of it. */
const afterRefusal = (
  client: DynamoDBClient,
  meddle: (refusal: ConditionalCheckFailedException) => Promise<unknown>,
) => {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) await meddle(error);
        throw error;
      }
    },
    { step: 'initialize', priority: 'low' },
  );
};

describe('createImageRecordRepository, over the wire', () => {
  let dynamodb: TestDynamoDB;
  let client: DynamoDBClient;
  let tableName: string;
  const bystander = () => dynamodb.client();

  beforeAll(async () => {
    dynamodb = await startDynamoDB();
  });
  afterAll(() => dynamodb.stop());
  beforeEach(async () => {
    tableName = await dynamodb.createRecordTable();
    client = dynamodb.client();
  });

  const repository = () => createImageRecordRepository({ client, tableName });
  const put = (record: ImageRecord) =>
    bystander().send(new PutItemCommand({ TableName: tableName, Item: toItem(record) }));
  const expire = (imageId: string) =>
    bystander().send(new DeleteItemCommand({ TableName: tableName, Key: { imageId: { S: imageId } } }));

  const tombstone = deletedRecord({ sequencer: '0B' });
  const late = readyRecord({ sequencer: '0A' });

  it('says committed when the answer to a commit that went through was lost', async () => {
    const sent = loseFirstAnswer(client, 'PutItemCommand');
    expect(await repository().commit(late)).toEqual({ outcome: 'committed' });
    expect(sent()).toBe(2);
    expect(await repository().get(late.imageId)).toEqual(late);
  });

  it('tells what refused it by the refusal itself: nothing is read, whatever becomes of that item next', async () => {
    await put(tombstone);
    const sent = requestsOf(client);
    afterRefusal(client, () => expire(tombstone.imageId));
    expect(await repository().commit(late)).toEqual({ outcome: 'superseded', current: tombstone });
    expect(sent).toEqual(['PutItemCommand']);
    expect(await repository().get(late.imageId)).toBeUndefined();
  });

  it('passes a refusal on that does not say what it is for', async () => {
    await put(tombstone);
    afterRefusal(client, async (refusal) => void Reflect.deleteProperty(refusal, 'Item'));
    await expect(repository().commit(late)).rejects.toThrow(ConditionalCheckFailedException);
  });

  describe('with a stored item that is no record', () => {
    const { imageId } = late;
    const damage = async (sequencer: string) => {
      const Item = { ...toItem(readyRecord({ sequencer })), width: { S: 'wide' } };
      await bystander().send(new PutItemCommand({ TableName: tableName, Item }));
    };

    it('get and list name the image', async () => {
      await damage('0A');
      await expect(repository().get(imageId)).rejects.toThrow(CorruptRecordError);
      await expect(repository().list()).rejects.toMatchObject({ context: { imageId } });
    });

    it('an older commit is refused with the image named', async () => {
      await damage('0B');
      await expect(repository().commit(late)).rejects.toMatchObject({
        code: 'corrupt-record',
        context: { imageId },
      });
    });

    it('a newer commit names the image, too, and has put it right', async () => {
      await damage('01');
      await expect(repository().commit(late)).rejects.toMatchObject({
        code: 'corrupt-record',
        context: { imageId },
      });
      expect(await repository().get(imageId)).toEqual(late);
      expect(await repository().commit(late)).toEqual({ outcome: 'committed' });
    });
  });

  it('reads records consistently', async () => {
    const consistent: unknown[] = [];
    before(client, 'GetItemCommand', ({ ConsistentRead }) => void consistent.push(ConsistentRead));
    await repository().get(late.imageId);
    expect(consistent).toEqual([true]);
  });

  it('reads a page of 50 with one query to each shard, of 14 entries at most', async () => {
    const records = repository();
    const uploads = Array.from({ length: 60 }, (_, n) => readyRecord({ source: { key: `${n}.jpg` } }));
    await Promise.all(uploads.map((record) => records.commit(record)));
    const limits: unknown[] = [];
    before(client, 'QueryCommand', ({ Limit }) => void limits.push(Limit));
    expect((await records.list()).records).toHaveLength(50);
    expect(limits).toEqual(new Array(8).fill(14));
  });

  it('goes on when DynamoDB ends a page early: 1 MB holds few records of this size', async () => {
    const records = repository();
    const crowd = recordsOfOneShard(9).map((record, n) => ({
      ...record,
      uploadedAt: new Date(Date.UTC(2024, 0, 1 + n)).toISOString(),
      exif: { UserComment: 'x'.repeat(300_000) },
    }));
    for (const record of crowd) await records.commit(record);
    let queries = 0;
    before(client, 'QueryCommand', () => void queries++);
    const { records: listed, cursor } = await records.list({ limit: 50 });
    expect(listed.map(({ imageId }) => imageId)).toEqual(crowd.map(({ imageId }) => imageId).reverse());
    expect(cursor).toBeUndefined();
    expect(queries).toBeGreaterThan(8);
  });

  it('lists by the index it was told', async () => {
    const records = createImageRecordRepository({ client, tableName, indexName: 'byCamera' });
    await expect(records.list()).rejects.toThrow('byCamera');
  });

  it('passes on what DynamoDB answers', async () => {
    const records = createImageRecordRepository({ client, tableName: 'nowhere' });
    await expect(records.commit(late)).rejects.toThrow(ResourceNotFoundException);
    await expect(records.get(late.imageId)).rejects.toThrow(ResourceNotFoundException);
    await expect(records.list()).rejects.toThrow(ResourceNotFoundException);
  });
});

const recordsOfOneShard = (count: number): readonly ReturnType<typeof readyRecord>[] => {
  const found: ReturnType<typeof readyRecord>[] = [];
  for (let n = 0; found.length < count; n++) {
    const record = readyRecord({ source: { key: `${n}.jpg` } });
    if (toItem(record)['listShard']?.N === '0') found.push(record);
  }
  return found;
};
