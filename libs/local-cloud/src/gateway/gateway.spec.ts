import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BatchWriteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { removeFolders, temporaryFolder } from '../../test-support/program-fixture.ts';
import { createDynamoDbService, type DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import type { TableDefinition } from '../dynamodb/table-definition.ts';
import { createAccessControl, type AccessControl } from '../iam/access-control.ts';
import { AccessError } from '../iam/access-error.ts';
import { localAccountId, type Account } from '../iam/account.ts';
import { createCredentialStore, rootCredentials } from '../iam/credential-store.ts';
import { openDatabase } from '../machine/database.ts';
import { parseQueue } from '../sqs/queue-inputs.ts';
import { createSqsService, type SqsService } from '../sqs/sqs-service.ts';
import { createGateway } from './gateway.ts';

const account: Account = { accountId: localAccountId, region: 'eu-west-1', partition: 'aws' };
const table: TableDefinition = {
  TableName: 'Things',
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'lane', AttributeType: 'N' },
  ],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byLane',
      KeySchema: [{ AttributeName: 'lane', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};
const forbidden = new Set<string>();
const asked: string[] = [];
const failures: unknown[] = [];

interface Running {
  readonly url: string;
  readonly dynamodb: DynamoDbService;
  readonly sqs: SqsService;
  stop(): Promise<void>;
}

/** Lets everything pass that the root may do, except what a test forbids, and writes down what was asked. */
const watchedAccess = (): AccessControl => {
  const access = createAccessControl(createCredentialStore());
  return {
    ...access,
    authorize(principal, action, resource) {
      asked.push(`${action} ${resource}`);
      if (forbidden.has(action)) throw new AccessError('AccessDenied', `no ${action} on ${resource}`);
      access.authorize(principal, action, resource);
    },
  };
};

const start = async (dir: string): Promise<Running> => {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const onFailure = (error: unknown) => void failures.push(error);
  const database = openDatabase(dir);
  const dynamodb = await createDynamoDbService({ dir: `${dir}/dynamodb`, account, onFailure });
  const sqs = createSqsService({ database, account, endpointUrl: url });
  server.on(
    'request',
    createGateway({
      access: watchedAccess(),
      account,
      dynamodb,
      sqs,
      lambda: async (request, response) => void response.end(`lambda ${request.url}`),
      s3: async (request, response) => {
        if (request.url === '/broken') throw new Error('broken on purpose');
        response.end(`s3 ${request.url}`);
      },
      onFailure,
    }),
  );
  return {
    url,
    dynamodb,
    sqs,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      sqs.close();
      await dynamodb.close();
      database.close();
    },
  };
};

const clientOptions = (url: string, credentials = rootCredentials) => ({
  endpoint: url,
  region: account.region,
  credentials,
  maxAttempts: 1,
});

let dir: string;
let cloud: Running;
let dynamodb: DynamoDBClient;
let sqs: SQSClient;

const connect = async () => {
  cloud = await start(dir);
  dynamodb = new DynamoDBClient(clientOptions(cloud.url));
  sqs = new SQSClient(clientOptions(cloud.url));
};

beforeAll(async () => {
  dir = temporaryFolder();
  await connect();
  await cloud.dynamodb.createTable(table);
  cloud.sqs.createQueue('jobs', parseQueue({ visibilityTimeoutSeconds: 45 }).inputs);
});
afterAll(async () => {
  await cloud.stop();
  removeFolders();
});
beforeEach(() => {
  forbidden.clear();
  asked.length = 0;
});

const put = (id: string, more: Record<string, { N: string } | { S: string }> = {}) =>
  dynamodb.send(new PutItemCommand({ TableName: 'Things', Item: { id: { S: id }, ...more } }));
const get = async (id: string) =>
  (
    await dynamodb.send(
      new GetItemCommand({ TableName: 'Things', Key: { id: { S: id } }, ConsistentRead: true }),
    )
  ).Item;

describe('DynamoDB', () => {
  it('stores and finds items, by key and by index', async () => {
    await put('a', { lane: { N: '3' } });
    expect(await get('a')).toEqual({ id: { S: 'a' }, lane: { N: '3' } });
    const { Items } = await dynamodb.send(
      new QueryCommand({
        TableName: 'Things',
        IndexName: 'byLane',
        KeyConditionExpression: 'lane = :s',
        ExpressionAttributeValues: { ':s': { N: '3' } },
      }),
    );
    expect(Items).toHaveLength(1);
    expect(asked).toEqual([
      'dynamodb:PutItem arn:aws:dynamodb:eu-west-1:000000000000:table/Things',
      'dynamodb:GetItem arn:aws:dynamodb:eu-west-1:000000000000:table/Things',
      'dynamodb:Query arn:aws:dynamodb:eu-west-1:000000000000:table/Things/index/byLane',
    ]);
  });

  it('lets one of many conditional writers win', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        dynamodb.send(
          new PutItemCommand({
            TableName: 'Things',
            Item: { id: { S: 'raced' } },
            ConditionExpression: 'attribute_not_exists(id)',
          }),
        ),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused?.reason).toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('names its tables by the ARN of the account and region it stands for', async () => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'Things' }));
    expect(Table?.TableArn).toBe('arn:aws:dynamodb:eu-west-1:000000000000:table/Things');
  });

  it('asks for every table of a batch', async () => {
    await dynamodb
      .send(
        new BatchWriteItemCommand({
          RequestItems: {
            Things: [{ PutRequest: { Item: { id: { S: 'batched' } } } }],
            Others: [{ PutRequest: { Item: { id: { S: 'batched' } } } }],
          },
        }),
      )
      .catch(() => undefined);
    expect(asked).toEqual([
      'dynamodb:BatchWriteItem arn:aws:dynamodb:eu-west-1:000000000000:table/Things',
      'dynamodb:BatchWriteItem arn:aws:dynamodb:eu-west-1:000000000000:table/Others',
    ]);
  });

  it('deletes items whose time is over, and no others', async () => {
    const now = Math.floor(Date.now() / 1000);
    await put('over', { expires: { N: String(now - 5) } });
    await put('ancient', { expires: { N: '12' } });
    await put('later', { expires: { N: String(now + 500) } });
    await put('text', { expires: { S: String(now - 5) } });
    await cloud.dynamodb.expireItemsOf({
      tableName: 'Things',
      keySchema: table.KeySchema,
      attributeName: 'expires',
    });
    const left = await Promise.all(['over', 'ancient', 'later', 'text'].map(get));
    expect(left.map((item) => item?.['id']?.S)).toEqual([undefined, 'ancient', 'later', 'text']);
  });
});

describe('SQS', () => {
  const url = async () => (await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }))).QueueUrl ?? '';
  const receive = async (WaitTimeSeconds = 0) =>
    (
      await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: await url(), WaitTimeSeconds, VisibilityTimeout: 30 }),
      )
    ).Messages?.[0];

  it('hands a message out until it is deleted', async () => {
    const QueueUrl = await url();
    expect(QueueUrl).toBe(`${cloud.url}/000000000000/jobs`);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    const message = await receive();
    expect(message?.Body).toBe('hello');
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    const again = await receive();
    expect(again?.MessageId).toBe(message?.MessageId);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:eu-west-1:000000000000:jobs',
      VisibilityTimeout: '45',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  it('wakes a waiting receiver, also for a message from inside', async () => {
    const waiting = receive(5);
    cloud.sqs.sendMessage('jobs', 'from inside');
    const message = await waiting;
    expect(message?.Body).toBe('from inside');
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: await url(), ReceiptHandle: message?.ReceiptHandle }),
    );
    expect(() => {
      cloud.sqs.sendMessage('unknown', 'x');
    }).toThrow(expect.objectContaining({ code: 'AWS.SimpleQueueService.NonExistentQueue' }));
  });

  it('asks for the action of the single form when a batch is sent', async () => {
    forbidden.add('sqs:SendMessage');
    const sent = sqs.send(
      new SendMessageBatchCommand({ QueueUrl: await url(), Entries: [{ Id: '1', MessageBody: 'x' }] }),
    );
    await expect(sent).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(asked.at(-1)).toBe('sqs:SendMessage arn:aws:sqs:eu-west-1:000000000000:jobs');
  });
});

it('refuses in each service’s own shape', async () => {
  const stranger = { accessKeyId: 'AKIDSTRANGER', secretAccessKey: 'x' };
  await expect(
    new DynamoDBClient(clientOptions(cloud.url, stranger)).send(new ListTablesCommand({})),
  ).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(
    new SQSClient(clientOptions(cloud.url, stranger)).send(new GetQueueUrlCommand({ QueueName: 'jobs' })),
  ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  forbidden.add('dynamodb:PutItem');
  await expect(put('never')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(await get('never')).toBeUndefined();
});

describe('over plain HTTP', () => {
  const call = (path: string, headers: Record<string, string>, body = '{}') =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const { hostname, port } = new URL(cloud.url);
      const sending = httpRequest({ hostname, port, path, method: 'POST', headers }, async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, text });
      });
      sending.on('error', reject);
      sending.end(body);
    });
  const dynamo = {
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    'content-type': 'application/x-amz-json-1.0',
  };

  it('tells the services apart', async () => {
    expect((await call('/2015-03-31/functions/f/invocations', {})).text).toMatch(/^lambda/);
    expect((await call('/bucket/key', {})).text).toBe('s3 /bucket/key');
    const unknown = await call('/', { 'x-amz-target': 'Kinesis_20131202.PutRecord' });
    expect(unknown).toMatchObject({
      status: 400,
      text: expect.stringContaining('Kinesis_20131202.PutRecord'),
    });
  });

  it.each([
    ['no credentials', dynamo, '{}', 400, 'MissingAuthenticationTokenException'],
    ['a body that is no object', dynamo, '[]', 400, 'SerializationException'],
    ['a body that is no JSON', dynamo, '{', 400, 'SerializationException'],
    [
      'a malformed signature',
      { ...dynamo, authorization: 'Bearer x' },
      '{}',
      400,
      'IncompleteSignatureException',
    ],
  ])('refuses %s', async (_, headers, body, status, code) => {
    expect(await call('/', headers, body)).toMatchObject({ status, text: expect.stringContaining(code) });
  });

  it('refuses a body over 16 MiB without reading it all', async () => {
    expect(await call('/', dynamo, 'x'.repeat(17 * 1024 * 1024))).toMatchObject({ status: 413 });
  });

  it.each([
    ['a name that was made to point here', { host: 'evil.example:4566' }],
    ['a page of another site', { host: 'localhost:4566', origin: 'https://evil.example' }],
    ['a page without an origin', { host: 'localhost:4566', origin: 'null' }],
  ])('refuses %s', async (_, headers) => {
    expect(await call('/bucket', headers)).toMatchObject({ status: 403 });
  });

  it.each([
    ['127.0.0.1:4566', 'http://127.0.0.1:8080'],
    ['localhost', 'http://localhost:8080'],
    ['photos.localhost:4566', 'http://localhost'],
  ])('serves %s to a page of %s', async (host, origin) => {
    expect(await call('/bucket', { host, origin })).toMatchObject({ status: 200 });
  });

  it('answers 500 and reports when a service fails', async () => {
    expect(await call('/broken', {})).toMatchObject({ status: 500 });
    expect(failures.at(-1)).toMatchObject({ message: 'broken on purpose' });
  });
});

it('keeps tables, items and messages over a restart, and takes new attributes', async () => {
  await put('kept');
  cloud.sqs.sendMessage('jobs', 'kept');
  await cloud.stop();
  await connect();

  await cloud.dynamodb.createTable(table);
  const { url } = cloud.sqs.createQueue('jobs', parseQueue({ visibilityTimeoutSeconds: 60 }).inputs);
  expect(await get('kept')).toBeDefined();
  expect(url).toBe(`${cloud.url}/000000000000/jobs`);
  expect((await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }))).QueueUrl).toBe(url);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  expect(Messages?.[0]?.Body).toBe('kept');
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['VisibilityTimeout'] }),
  );
  expect(Attributes).toEqual({ VisibilityTimeout: '60' });
  await expect(cloud.dynamodb.createTable({ ...table, GlobalSecondaryIndexes: [] })).rejects.toMatchObject({
    code: 'table-changed',
    message: expect.stringContaining('Use another data folder'),
  });
});
