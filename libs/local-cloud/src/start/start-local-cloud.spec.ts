import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { programFolder, removeFolders, temporaryFolder } from '../../test-support/program-fixture.ts';
import { rootCredentials } from '../iam/credential-store.ts';
import type { LocalCloudOptions } from './local-cloud-options.ts';
import { startLocalCloud, type LocalCloud } from './start-local-cloud.ts';

// A start takes a second or two, on a busy machine more.

const program = `
const pulumi = require('@pulumi/pulumi');
const make = (type, name, inputs, opts) =>
  new (class extends pulumi.CustomResource {
    constructor() { super(type, name, { arn: undefined, name: undefined, url: undefined, ...inputs }, opts); }
  })();
const policy = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const raw = make('aws:s3/bucket:Bucket', 'raw', { bucket: 'raw', tags: { a: 'b' } });
make('aws:s3/bucket:Bucket', 'copies', { bucket: 'copies' });
const table = make('aws:dynamodb/table:Table', 'table', {
  name: 'Seen', hashKey: 'key', attributes: [{ name: 'key', type: 'S' }],
});
const dead = make('aws:sqs/queue:Queue', 'dead', { name: 'dead' });
const role = make('aws:iam/role:Role', 'worker', {
  name: 'worker',
  assumeRolePolicy: policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
});
const worker = make('aws:lambda/function:Function', 'worker', {
  name: 'worker', role: role.arn, handler: 'index.handler', runtime: 'nodejs24.x', timeout: 10, memorySize: 256,
  code: new pulumi.asset.FileArchive('./code'),
  environment: { variables: { GREETING: new pulumi.Config().require('greeting'), TABLE_NAME: table.name } },
});
const retries = make('aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig', 'worker', {
  functionName: worker.name, maximumRetryAttempts: 1, destinationConfig: { onFailure: { destination: dead.arn } },
});
const permission = make('aws:lambda/permission:Permission', 'raw', {
  action: 'lambda:InvokeFunction', function: worker.name, principal: 's3.amazonaws.com', sourceArn: raw.arn,
});
make('aws:s3/bucketNotification:BucketNotification', 'raw', {
  bucket: raw.id, lambdaFunctions: [{ lambdaFunctionArn: worker.arn, events: ['s3:ObjectCreated:*'] }],
}, { dependsOn: [permission, retries] });
exports.queueUrl = dead.url;
exports.tableArn = table.arn;
exports.cdn = new pulumi.Config().require('cdn');
`;

// Copies an object with a greeting in front and notes it in the table; fails for keys that start with "bad".
const handler = `
const { S3Client, GetObjectCommand, PutObjectCommand } = require('@aws-sdk/client-s3');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const s3 = new S3Client({}), dynamodb = new DynamoDBClient({});
exports.handler = async (event) => {
  for (const { s3: { bucket, object } } of event.Records ?? []) {
    console.log('handling', object.key);
    if (object.key.startsWith('bad')) throw new TypeError('a bad one');
    if (object.key.startsWith('slow')) await new Promise((resolve) => setTimeout(resolve, 600));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
    await s3.send(new PutObjectCommand({
      Bucket: 'copies', Key: object.key, Body: process.env.GREETING + (await Body.transformToString()),
    }));
    await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { key: { S: object.key } } }));
    console.log('done with ' + object.key);
  }
  return { greeting: process.env.GREETING };
};
`;

const programDir = programFolder({
  'index.js': program,
  'code/index.js': handler,
  'Pulumi.dev.yaml': 'config:\n  aws:region: eu-west-1\n  greeting: hello\n',
});
const running = new Set<LocalCloud>();

const start = async (options: Partial<LocalCloudOptions> & Pick<LocalCloudOptions, 'dataDir'>) => {
  const cloud = await startLocalCloud({
    programDir,
    stack: 'dev',
    config: ({ cdn }) => ({ cdn }),
    retryDelaysMs: [1, 1],
    ...options,
  });
  running.add(cloud);
  return cloud;
};

const clientsOf = ({ endpoint, credentials, region }: LocalCloud) => {
  const options = { endpoint, credentials, region, maxAttempts: 1 };
  return {
    s3: new S3Client(options),
    dynamodb: new DynamoDBClient(options),
    sqs: new SQSClient(options),
    lambda: new LambdaClient(options),
  };
};

/** The port of a server that has just closed. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const put = ({ s3 }: ReturnType<typeof clientsOf>, Key: string) =>
  s3.send(new PutObjectCommand({ Bucket: 'raw', Key, Body: ' world' }));
const copyOf = async ({ s3 }: ReturnType<typeof clientsOf>, Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket: 'copies', Key }))).Body?.transformToString();

afterEach(async () => {
  await Promise.all([...running].map((cloud) => cloud.close()));
  running.clear();
});
afterAll(removeFolders);

it('runs the program: an upload becomes a copy and an item, a failure a dead letter', async () => {
  const lines: string[] = [];
  const cloud = await start({ dataDir: temporaryFolder(), onLog: ({ message }) => lines.push(message) });
  const clients = clientsOf(cloud);
  expect(cloud).toMatchObject({ region: 'eu-west-1', accountId: '000000000000' });
  expect(cloud.outputs).toEqual({
    queueUrl: `${cloud.endpoint}/000000000000/dead`,
    tableArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/Seen',
    cdn: cloud.cdnUrl,
  });
  expect(cloud.resources.map(({ name }) => name)).toContain('copies');
  expect(cloud.inert).toContainEqual({
    type: 'aws:s3/bucket:Bucket',
    name: 'raw',
    input: 'tags',
    reason: 'tags change nothing',
  });

  await put(clients, 'good');
  await put(clients, 'bad');
  await cloud.idle();

  expect(await copyOf(clients, 'good')).toBe('hello world');
  const { Item } = await clients.dynamodb.send(
    new GetItemCommand({ TableName: 'Seen', Key: { key: { S: 'good' } } }),
  );
  expect(Item).toEqual({ key: { S: 'good' } });
  const { Messages } = await clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: String(cloud.outputs['queueUrl']), MaxNumberOfMessages: 10 }),
  );
  expect(Messages?.map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([
    expect.objectContaining({
      requestContext: expect.objectContaining({ condition: 'RetriesExhausted', approximateInvokeCount: 2 }),
      responsePayload: expect.objectContaining({ errorType: 'TypeError', errorMessage: 'a bad one' }),
      requestPayload: { Records: [expect.objectContaining({ eventName: 'ObjectCreated:Put' })] },
    }),
  ]);
  expect(lines.filter((line) => line.includes('handling'))).toHaveLength(3);
  const kept = cloud.logs.lines('/aws/lambda/worker').map(({ message }) => message);
  expect(kept.filter((line) => line.includes('handling'))).toHaveLength(3);
  expect(cloud.metrics.sum('AWS/Lambda', 'Errors', { FunctionName: 'worker' })).toBe(2);
  expect(await (await fetch(cloud.cdnUrl)).text()).toBe('The program declares no distribution.\n');
  const { Payload } = await clients.lambda.send(new InvokeCommand({ FunctionName: 'worker', Payload: '{}' }));
  expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual({ greeting: 'hello' });

  const closing = performance.now();
  await Promise.all([cloud.close(), cloud.close()]);
  expect(performance.now() - closing).toBeLessThan(2000);
  await expect(put(clients, 'late')).rejects.toThrow();
});

it('lets requests wait until everything is as the program declares, so that no early upload goes unnoticed', async () => {
  const port = await freePort();
  const starting = start({ dataDir: temporaryFolder(), port });
  const early = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: rootCredentials,
    forcePathStyle: true,
  });
  const uploaded = early.send(new PutObjectCommand({ Bucket: 'raw', Key: 'early', Body: ' bird' }));
  const cloud = await starting;
  await uploaded;
  await cloud.idle();
  expect(await copyOf(clientsOf(cloud), 'early')).toBe('hello bird');
});

it('delivers after a restart what it did not get to before', async () => {
  const dataDir = temporaryFolder();
  const lines: string[] = [];
  const interrupted = await start({ dataDir, onLog: ({ message }) => lines.push(message) });
  await put(clientsOf(interrupted), 'slow');
  await interrupted.close();
  expect(lines.join()).not.toContain('done with slow');

  const cloud = await start({ dataDir, onLog: ({ message }) => lines.push(message) });
  await cloud.idle();
  expect(lines.join()).toContain('done with slow');
  expect(await copyOf(clientsOf(cloud), 'slow')).toBe('hello world');
});

it('keeps a data folder to itself, and lets go of it however it ends', async () => {
  const dataDir = temporaryFolder();
  const script = `
    import { startLocalCloud } from ${JSON.stringify(join(__dirname, 'start-local-cloud.ts'))};
    const cloud = await startLocalCloud({
      programDir: ${JSON.stringify(programDir)}, stack: 'dev', dataDir: ${JSON.stringify(dataDir)},
      config: ({ cdn }) => ({ cdn }),
    });
    console.log(cloud.endpoint);`;
  const killed = spawn(
    process.execPath,
    ['--conditions=@image-pipeline/source', '--input-type=module', '--eval', script],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = (await once(killed.stdout, 'data')) as [Buffer];
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'data-folder-in-use',
      message: `The data folder ${dataDir} is in use by process ${killed.pid}. Stop that one, or use another data folder.`,
    });
    const endpoint = line.toString().trim();
    const credentials = {
      accessKeyId: 'LOCALCLOUDROOT000000',
      secretAccessKey: 'local-cloud-key-for-loopback-servers-only',
    };
    await put(clientsOf({ endpoint, credentials, region: 'eu-west-1' } as LocalCloud), 'before');
  } finally {
    killed.kill('SIGKILL');
    await once(killed, 'exit');
  }

  const cloud = await start({ dataDir });
  await cloud.idle();
  const { Contents } = await clientsOf(cloud).s3.send(new ListObjectsV2Command({ Bucket: 'raw' }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(['before']);
  expect(await copyOf(clientsOf(cloud), 'before')).toBe('hello world');
});

it('takes the program’s process with it when it is killed while the program runs', async () => {
  const hanging = programFolder({
    'index.js': `console.log('pid ' + process.pid); setInterval(() => {}, 1000);`,
  });
  const script = `
    import { planProgram } from ${JSON.stringify(join(__dirname, 'plan-program.ts'))};
    await planProgram({
      programDir: ${JSON.stringify(hanging)}, stack: 'dev',
      onDiagnostic: ({ severity, message }) => severity === 'info' && console.log(message),
    });`;
  const killed = spawn(
    process.execPath,
    ['--conditions=@image-pipeline/source', '--input-type=module', '--eval', script],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(killed.stdout, 'data')) as [Buffer];
  const pid = Number(/^pid (\d+)/.exec(line.toString())?.[1]);
  const isRunning = () => existsSync(`/proc/${pid}`);
  expect(isRunning()).toBe(true);
  killed.kill('SIGKILL');
  while (isRunning()) await sleep(10);
});

describe('what keeps it from starting', () => {
  it.each(['port', 'cdnPort'] as const)('a %s that is in use, at once and by name', async (option) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const dataDir = temporaryFolder();
    await expect(start({ dataDir, [option]: port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: `Port ${port} of 127.0.0.1 is in use. Choose another by the option ${option}; 0 takes any that is free.`,
    });
    server.close();
    expect(existsSync(join(dataDir, 's3'))).toBe(false);
  });

  it.each([
    ['a misspelt option', { ports: 4566 }, /option ports.*Options are programDir/],
    ['a port that there is not', { port: 70_000 }, /option port/],
    ['a data folder without a name', { dataDir: '' }, /option dataDir/],
  ])('%s', async (_, options, message) => {
    await expect(start({ dataDir: temporaryFolder(), ...options } as never)).rejects.toMatchObject({
      code: 'invalid-option',
      message: expect.stringMatching(message),
    });
  });

  it('a data folder that is a file', async () => {
    await expect(start({ dataDir: join(programDir, 'index.js') })).rejects.toMatchObject({
      code: 'data-folder-unusable',
    });
  });

  it('a program that declares what cannot be made; nothing stays open', async () => {
    const dataDir = temporaryFolder();
    const broken = programFolder({
      'index.js': `const pulumi = require('@pulumi/pulumi');
        new pulumi.CustomResource('aws:kinesis/stream:Stream', 'events', {});`,
    });
    await expect(start({ dataDir, programDir: broken })).rejects.toMatchObject({
      code: 'resource-refused',
      message: expect.stringContaining('does not know aws:kinesis/stream:Stream, the type of events'),
      remedy: expect.stringContaining('inert-resources.ts'),
    });
    await (await start({ dataDir })).close();
  });

  it('being told to stop; nothing stays open', async () => {
    const dataDir = temporaryFolder();
    const aborting = new AbortController();
    const starting = start({ dataDir, signal: aborting.signal });
    await sleep(200);
    aborting.abort(new Error('stopped by its user'));
    await expect(starting).rejects.toThrow('stopped by its user');
    await expect(start({ dataDir, signal: aborting.signal })).rejects.toThrow('stopped by its user');
    await (await start({ dataDir })).close();
  });
});
