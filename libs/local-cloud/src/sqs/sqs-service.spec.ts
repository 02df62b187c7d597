import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  type ReceiveMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { removeFolders, temporaryFolder } from '../../test-support/program-fixture.ts';
import { rootCredentials } from '../iam/credential-store.ts';
import { openDatabase } from '../machine/database.ts';
import { parseQueue } from './queue-inputs.ts';
import { createSqsService, type SqsService } from './sqs-service.ts';

const account = { accountId: '000000000000', region: 'eu-west-1', partition: 'aws' };

let database: DatabaseSync;
let server: Server;
let service: SqsService;
let client: SQSClient;
let queues = 0;

beforeAll(async () => {
  database = openDatabase(temporaryFolder());
  server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const answer = await service.serve({ method, url, headers, body: await buffer(request) });
    response.writeHead(answer.status, answer.headers as Record<string, string>).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  service = createSqsService({ database, account, endpointUrl: endpoint });
  client = new SQSClient({ endpoint, region: 'eu-west-1', credentials: rootCredentials, maxAttempts: 1 });
});
afterAll(() => {
  client.destroy();
  service.close();
  server.closeAllConnections();
  server.close();
  database.close();
  removeFolders();
});

/** A queue of its own for a test: its URL, and the everyday calls. */
const newQueue = (declared: object = {}) => {
  const name = `queue-${(queues += 1)}`;
  const { url: QueueUrl } = service.createQueue(name, parseQueue(declared).inputs);
  return {
    name,
    QueueUrl,
    send: (MessageBody: string, DelaySeconds?: number) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds })),
    async receive(more: Partial<ReceiveMessageCommandInput> = {}) {
      const input = { QueueUrl, MaxNumberOfMessages: 10, ...more };
      return (await client.send(new ReceiveMessageCommand(input))).Messages ?? [];
    },
    async counts() {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      const all: Record<string, string> = (await client.send(command)).Attributes ?? {};
      return ['', 'NotVisible', 'Delayed'].map((what) => all[`ApproximateNumberOfMessages${what}`]);
    },
  };
};

it('hides a message from others while somebody has it, and counts who had it', async () => {
  const { send, receive, counts } = newQueue();
  await send('a');
  const [first] = await receive({ AttributeNames: ['All'], VisibilityTimeout: 1 });
  expect(first).toMatchObject({ Body: 'a', Attributes: { ApproximateReceiveCount: '1' } });
  expect(Number(first?.Attributes?.SentTimestamp)).toBeGreaterThan(Date.now() - 60_000);
  expect(await receive()).toEqual([]);
  expect(await counts()).toEqual(['0', '1', '0']);

  const [second] = await receive({
    WaitTimeSeconds: 5,
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });
  expect(second).toMatchObject({ MessageId: first?.MessageId });
  expect(second?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
});

it('deletes by the last receipt only, and is content when there is nothing left to delete', async () => {
  const { QueueUrl, send, receive } = newQueue({ visibilityTimeoutSeconds: 0 });
  await send('a');
  const [first] = await receive();
  const [second] = await receive();
  const remove = (ReceiptHandle: string | undefined) =>
    client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  await remove(first?.ReceiptHandle);
  const [third] = await receive();
  expect(third?.MessageId).toBe(second?.MessageId);
  await remove(third?.ReceiptHandle);
  await remove(third?.ReceiptHandle);
  expect(await receive()).toEqual([]);
});

it('lets a receiver keep a message for longer, or give it back', async () => {
  const { QueueUrl, send, receive } = newQueue({ visibilityTimeoutSeconds: 1 });
  await send('a');
  const [message] = await receive();
  const change = (VisibilityTimeout: number) =>
    client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout,
      }),
    );
  await change(60);
  await delay(1100);
  expect(await receive()).toEqual([]);
  const waiting = receive({ WaitTimeSeconds: 5 });
  await delay(20);
  await change(0);
  expect(await waiting).toHaveLength(1);
  // The message is in flight again, under another receipt.
  await expect(change(10)).rejects.toMatchObject({ message: 'The message is not in flight.' });
});

it('wakes who waits, when a message comes and when its delay is over', async () => {
  const { send, receive, counts } = newQueue({ receiveWaitTimeSeconds: 5 });
  const waiting = receive();
  await delay(20);
  const before = performance.now();
  await send('now');
  expect((await waiting).map(({ Body }) => Body)).toEqual(['now']);
  expect(performance.now() - before).toBeLessThan(3000);
  const sentAt = performance.now();
  await send('later', 1);
  expect(await counts()).toEqual(['0', '1', '1']);
  expect((await receive()).map(({ Body }) => Body)).toEqual(['later']);
  expect(performance.now() - sentAt).toBeGreaterThan(900);
});

it('answers each entry of a batch for itself', async () => {
  const { QueueUrl, receive, counts } = newQueue({ maxMessageSize: 1024 });
  const Entries = [
    { Id: 'good', MessageBody: 'ü' },
    { Id: 'large', MessageBody: 'x'.repeat(1025) },
    { Id: 'delayed', MessageBody: 'later', DelaySeconds: 60 },
  ];
  const sent = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['good', 'delayed']);
  expect(sent.Failed).toMatchObject([{ Id: 'large', Code: 'InvalidParameterValue', SenderFault: true }]);
  const [{ ReceiptHandle, Body } = {}] = await receive();
  expect(Body).toBe('ü');
  const changed = await client.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: [{ Id: '1', ReceiptHandle, VisibilityTimeout: 60 }],
    }),
  );
  expect(changed.Successful).toEqual([{ Id: '1' }]);
  const removed = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: '1', ReceiptHandle },
        { Id: '2', ReceiptHandle: 'made-up' },
      ],
    }),
  );
  expect(removed).toMatchObject({
    Successful: [{ Id: '1' }],
    Failed: [{ Id: '2', Code: 'ReceiptHandleIsInvalid' }],
  });
  expect(await counts()).toEqual(['0', '0', '1']);
});

it('tells which queues there are, and empties them', async () => {
  const { name, QueueUrl, send, counts } = newQueue();
  await send('a');
  await client.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await counts()).toEqual(['0', '0', '0']);
  expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: name }))).QueueUrls).toEqual([QueueUrl]);
  expect((await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl).toBe(QueueUrl);
});

describe('refuses', () => {
  it('a queue that there is not, as SDKs know it', async () => {
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'unknown' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('an operation that is not served, by its name', async () => {
    await expect(client.send(new CreateQueueCommand({ QueueName: 'another' }))).rejects.toMatchObject({
      message: expect.stringMatching(/CreateQueue is not implemented.*queues come from the Pulumi program/),
    });
  });

  it.each([
    [
      'attributes of messages',
      { MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } },
      'MessageAttributes is not supported.',
    ],
    ['an empty message', { MessageBody: '' }, /^MessageBody/],
    ['a delay of an hour', { DelaySeconds: 3600 }, /^DelaySeconds .* from 0 to 900/],
    ['a control character', { MessageBody: 'a\u0001' }, /characters that are not allowed/],
    ['a message over 1 MiB', { MessageBody: 'x'.repeat(1_048_577) }, /at most 1048576 bytes/],
  ])('%s', async (_, change, message) => {
    const { QueueUrl, counts } = newQueue();
    const sent = client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', ...change }));
    await expect(sent).rejects.toMatchObject({ message: expect.stringMatching(message) as string });
    expect(await counts()).toEqual(['0', '0', '0']);
  });

  it.each([
    ['without entries', [], /any entries/],
    ['of eleven', Array.from({ length: 11 }, (_, index) => String(index)), /at most 10/],
    ['with one id twice', ['a', 'a'], /same Id/],
  ])('a batch %s', async (_, ids, message) => {
    const { QueueUrl } = newQueue();
    const Entries = ids.map((Id) => ({ Id, MessageBody: 'x' }));
    await expect(client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toThrow(message);
  });

  it('a receipt that nobody was given', async () => {
    const { QueueUrl } = newQueue();
    await expect(
      client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'made-up' })),
    ).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });
});

it('lets go of those who wait when it is closed', async () => {
  const { receive } = newQueue();
  const waiting = receive({ WaitTimeSeconds: 20 });
  await delay(20);
  service.close();
  expect(await waiting).toEqual([]);
});
