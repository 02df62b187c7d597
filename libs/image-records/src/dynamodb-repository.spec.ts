import {
  DeleteItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { startDynamoDB, type TestDynamoDB } from '../test/dynamodb.ts';
import { createImageRecordRepository } from './dynamodb-repository.ts';
import { CommitUnsettledError, CorruptRecordError } from './errors.ts';
import type { ImageRecord } from './record/image-record.ts';
import { toItem } from './item/stored-item.ts';
import { deletedRecord, readyRecord } from './testing/records.ts';

type Command = 'PutItemCommand' | 'GetItemCommand' | 'QueryCommand';

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
const loseFirstAnswer = (client: DynamoDBClient, command: Command): (() => number) => {
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

  it('commits after all when what refused it has expired before it is looked at', async () => {
    await put(tombstone);
    let looked = 0;
    before(client, 'GetItemCommand', async () => {
      if (++looked === 1) await expire(tombstone.imageId);
    });
    expect(await repository().commit(late)).toEqual({ outcome: 'committed' });
    expect(looked).toBe(1);
  });

  it('does not call an older record the current one when it took the place of what refused', async () => {
    await put(tombstone);
    const oldest = readyRecord({ sequencer: '01' });
    let looked = 0;
    before(client, 'GetItemCommand', async () => {
      if (++looked === 1) await put(oldest);
    });
    expect(await repository().commit(late)).toEqual({ outcome: 'committed', replaced: oldest });
  });

  it('gives up, and says so, when what refuses it comes and goes all the time', async () => {
    before(client, 'PutItemCommand', async () => void (await put(tombstone)));
    before(client, 'GetItemCommand', async () => void (await expire(tombstone.imageId)));
    const commit = repository().commit(late);
    await expect(commit).rejects.toThrow(CommitUnsettledError);
    await expect(commit).rejects.toMatchObject({ context: { imageId: late.imageId, attempts: 4 } });
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
    await put(tombstone);
    await repository().commit(late);
    await repository().get(late.imageId);
    expect(consistent).toEqual([true, true]);
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
