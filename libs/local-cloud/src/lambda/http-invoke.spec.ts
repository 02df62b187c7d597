import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type LambdaFixture, startLambda } from '../../test-support/lambda-fixture.ts';
import { createAccessControl } from '../iam/access-control.ts';
import { createCredentialStore, rootCredentials } from '../iam/credential-store.ts';
import { createInvokeHandler } from './http-invoke.ts';

let fixture: LambdaFixture;
let server: Server;
let endpoint: string;
let client: LambdaClient;
let name: string;
let arn: string;

beforeAll(async () => {
  fixture = startLambda();
  const access = createAccessControl(createCredentialStore());
  const handler = createInvokeHandler({ lambda: fixture.lambda, access });
  server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = clientWith(rootCredentials);
  ({ name, arn } = fixture.createFunction({
    'index.js': `exports.handler = async (event) => {
      console.log('event', event); if (event.fail) throw new TypeError('no'); return { got: event } }`,
  }));
  fixture.lambda.resume();
});
afterAll(async () => {
  client.destroy();
  server.closeAllConnections();
  server.close();
  await fixture.close();
});

const clientWith = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
  new LambdaClient({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
const invoke = (input: Partial<ConstructorParameters<typeof InvokeCommand>[0]> = {}) =>
  client.send(new InvokeCommand({ FunctionName: name, ...input }));

test('a call by name or ARN gets the answer', async () => {
  for (const FunctionName of [name, arn, `${name}:$LATEST`]) {
    const { StatusCode, Payload, FunctionError, ExecutedVersion } = await invoke({
      FunctionName,
      Payload: '{"a":"ü"}',
    });
    expect({ StatusCode, FunctionError, ExecutedVersion }).toEqual({
      StatusCode: 200,
      FunctionError: undefined,
      ExecutedVersion: '$LATEST',
    });
    expect(Payload?.transformToString()).toBe('{"got":{"a":"ü"}}');
  }
});

test('a failing function, with the end of its log', async () => {
  const { StatusCode, Payload, FunctionError, LogResult } = await invoke({
    Payload: '{"fail":true}',
    LogType: 'Tail',
  });
  expect([StatusCode, FunctionError]).toEqual([200, 'Unhandled']);
  expect(JSON.parse(Payload!.transformToString())).toMatchObject({
    errorType: 'TypeError',
    errorMessage: 'no',
  });
  expect(Buffer.from(LogResult!, 'base64').toString()).toMatch(
    /^START RequestId[^]*event \{ fail: true \}[^]*REPORT/,
  );
});

test('an event is taken and runs later', async () => {
  const before = fixture.sum('Invocations');
  expect((await invoke({ InvocationType: 'Event', Payload: '{"later":1}' })).StatusCode).toBe(202);
  await fixture.lambda.idle();
  expect(fixture.sum('Invocations')).toBe(before + 1);
});

test('a dry run runs nothing', async () => {
  const before = fixture.sum('Invocations');
  expect((await invoke({ InvocationType: 'DryRun' })).StatusCode).toBe(204);
  expect(fixture.sum('Invocations')).toBe(before);
});

test('no payload is an empty event', async () => {
  expect((await invoke()).Payload?.transformToString()).toBe('{"got":{}}');
});

test.each([
  [{ FunctionName: 'other' }, 'ResourceNotFoundException', 404],
  [{ Qualifier: '3' }, 'ResourceNotFoundException', 404],
  [{ Payload: '{nonsense' }, 'InvalidRequestContentException', 400],
  [{ Payload: `"${'x'.repeat(6 * 1024 * 1024)}"` }, 'RequestTooLargeException', 413],
  [
    { InvocationType: 'Event' as const, Payload: `"${'x'.repeat(1024 * 1024)}"` },
    'RequestTooLargeException',
    413,
  ],
  [{ InvocationType: 'Sometimes' as never }, 'InvalidParameterValueException', 400],
])("%#: refused with AWS's name for it: %s", async (input, errorName, status) => {
  await expect(invoke(input)).rejects.toMatchObject({
    name: errorName,
    $metadata: { httpStatusCode: status },
  });
});

test('an unknown access key is refused', async () => {
  const stranger = clientWith({ accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' });
  await expect(stranger.send(new InvokeCommand({ FunctionName: name }))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    $metadata: { httpStatusCode: 403 },
  });
  stranger.destroy();
});

test('so is a call without any', async () => {
  const response = await fetch(`${endpoint}/2015-03-31/functions/${name}/invocations`, { method: 'POST' });
  expect(response.status).toBe(403);
  expect(response.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
  expect(await response.json()).toMatchObject({
    Message: expect.stringContaining(`lambda:InvokeFunction on resource: ${arn}`),
  });
});

test.each([
  ['GET', '/2015-03-31/functions'],
  ['GET', '/2015-03-31/functions/f/invocations'],
  ['POST', '/2014-11-13/functions/f/invoke-async/'],
])('%s %s is not offered, and says what is', async (method, path) => {
  const response = await fetch(endpoint + path, { method });
  expect(response.status).toBe(404);
  expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
  expect(await response.json()).toMatchObject({ Message: expect.stringContaining('Invoke alone') });
});

test('a name that is not URL-encoded is a bad request', async () => {
  const response = await fetch(`${endpoint}/2015-03-31/functions/%E0%A4%A/invocations`, { method: 'POST' });
  expect(response.status).toBe(400);
});
