import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type LambdaFixture, startLambda } from '../../test-support/lambda-fixture.ts';

let fixture: LambdaFixture;
beforeEach(() => {
  fixture = startLambda();
});
afterEach(() => fixture.close());

/** Creates a function of one file and invokes it once. */
const invokeOnce = async (code: string, inputs?: Record<string, unknown>, event: unknown = {}) => {
  const { name } = fixture.createFunction({ 'index.js': code }, inputs);
  const result = await fixture.lambda.invoke(name, event);
  return { name, result, value: JSON.parse(result.payload) as unknown };
};

describe('a function that works', () => {
  test('gets the event and answers with what it returns', async () => {
    const { result, value } = await invokeOnce(
      'exports.handler = async (event) => ({ got: event, "__proto__x": [1] })',
      {},
      { ü: ['ß', null, 1.5] },
    );
    expect(value).toEqual({ got: { ü: ['ß', null, 1.5] }, __proto__x: [1] });
    expect(result.functionError).toBeUndefined();
    expect(result.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['an ES module', { 'index.mjs': 'export const handler = async () => "esm"' }, 'index.handler', '"esm"'],
    [
      'an ES module by package.json',
      {
        'index.js': 'import fs from "node:fs"; export const handler = async () => typeof fs',
        'package.json': '{"type":"module"}',
      },
      'index.handler',
      '"object"',
    ],
    ['a .cjs file', { 'index.cjs': 'exports.handler = async () => "cjs"' }, 'index.handler', '"cjs"'],
    [
      'an export below another',
      { 'index.js': 'module.exports = { a: { b: () => "sync" } }' },
      'index.a.b',
      '"sync"',
    ],
    [
      'exports that a lexer cannot foresee',
      { 'index.js': 'Object.assign(module.exports, { ["han" + "dler"]: async () => 1 })' },
      'index.handler',
      '1',
    ],
    ['nothing to return', { 'index.js': 'exports.handler = async () => {}' }, 'index.handler', 'null'],
  ])('%s', async (_, code, handler, expected) => {
    const { name } = fixture.createFunction(code, { handler });
    expect((await fixture.lambda.invoke(name, {})).payload).toBe(expected);
  });

  test('is told who it is and how much time it has', async () => {
    const { value, result, name } = await invokeOnce(
      `exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })`,
      { timeout: 7, memorySize: 256 },
    );
    expect(value).toMatchObject({
      awsRequestId: result.requestId,
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${name}`,
      logGroupName: `/aws/lambda/${name}`,
      memoryLimitInMB: '256',
    });
    const { left } = value as { left: number };
    expect(left).toBeGreaterThan(3000);
    expect(left).toBeLessThanOrEqual(7000);
  });

  test('sees what it declares and what Lambda sets, and nothing of this machine', async () => {
    process.env['SECRET_OF_THE_HOST'] = 'leaked';
    const { value, name } = await invokeOnce(
      `exports.handler = async () => ({ env: process.env, cwd: process.cwd(), execArgv: process.execArgv,
         stdin: require('node:fs').readFileSync(0, 'utf8'), zone: new Date(0).toString() })`,
      { environment: { variables: { TABLE_NAME: 'images', EMPTY: '' } } },
    );
    delete process.env['SECRET_OF_THE_HOST'];
    const { env, cwd, stdin, zone, execArgv } = value as Record<string, string> & {
      env: Record<string, string>;
    };
    expect(Object.keys(env).sort()).toEqual([
      'AWS_ACCESS_KEY_ID', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL', 'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_LAMBDA_RUNTIME_API', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'EMPTY', 'LAMBDA_TASK_ROOT', 'LANG', 'PATH',
      'TABLE_NAME', 'TZ', '_HANDLER', '_X_AMZN_TRACE_ID',
    ]); // prettier-ignore
    expect(env).toMatchObject({
      AWS_ACCESS_KEY_ID: 'KEYOFprocessor',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_REGION: 'eu-central-1',
      EMPTY: '',
      TABLE_NAME: 'images',
    });
    expect(cwd).toBe(join(fixture.dir, 'code', name));
    expect(execArgv).toEqual(['--max-old-space-size=115']);
    expect(stdin).toBe('');
    expect(zone).toContain('GMT+0000');
  });

  test('stays warm: the next invocation runs in the same process', async () => {
    const { name } = await invokeOnce('let n = 0; exports.handler = async () => [process.pid, ++n]');
    const again = async () => JSON.parse((await fixture.lambda.invoke(name, {})).payload) as [number, number];
    const [pid, count] = await again();
    expect(await again()).toEqual([pid, count + 1]);
  });

  test('is started before anybody invokes it', async () => {
    fixture.createFunction({
      'index.js': `require('node:fs').writeFileSync('started', ''); exports.handler = () => 1`,
    });
    const marker = join(fixture.dir, 'code', 'function-1', 'started');
    for (let i = 0; i < 200 && !existsSync(marker); i++) await delay(25);
    expect(existsSync(marker)).toBe(true);
    await fixture.lambda.invoke('function-1', {});
    expect(fixture.messages().filter((message) => message.startsWith('INIT_START'))).toHaveLength(1);
  });
});

describe('the log', () => {
  test('says when an invocation starts and ends and what it used, and whose every line is', async () => {
    const { result } = await invokeOnce(
      `exports.handler = async () => { console.log('one\\ntwo', { a: 1 }); console.warn('careful');
         process.stdout.write('{"raw":true}\\nno line break') }`,
    );
    const mine = fixture.log.filter(({ requestId }) => requestId === result.requestId);
    expect(mine.map(({ message }) => message.replace(/^\S+Z\t/, '<time>\t'))).toEqual([
      `START RequestId: ${result.requestId} Version: $LATEST`,
      `<time>\t${result.requestId}\tINFO\tone\rtwo { a: 1 }`,
      `<time>\t${result.requestId}\tWARN\tcareful`,
      '{"raw":true}',
      `END RequestId: ${result.requestId}`,
      expect.stringMatching(
        /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: [1-9]\d+ MB\tInit Duration: [\d.]+ ms$/,
      ),
    ]);
    expect(new Set(mine.map(({ logGroup }) => logGroup))).toEqual(new Set(['/aws/lambda/function-1']));
    expect(mine[0]?.logStream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(result.logTail.startsWith('START')).toBe(true);
    expect(result.logTail.trimEnd().split('\n')).toHaveLength(6);
  });

  test('as JSON, in the declared group, from the declared level on', async () => {
    await invokeOnce(
      `exports.handler = async () => { console.info('quiet'); console.warn({ a: 1 }); console.error('bad', new RangeError('far')); }`,
      { loggingConfig: { logFormat: 'JSON', logGroup: '/own/group', applicationLogLevel: 'WARN' } },
    );
    const records = fixture.messages().map((message) => JSON.parse(message) as Record<string, unknown>);
    expect(records.map((record) => record['type'] ?? record['level'])).toEqual([
      'platform.initStart', 'platform.start', 'WARN', 'ERROR', 'platform.report',
    ]); // prettier-ignore
    expect(records[2]).toMatchObject({ message: { a: 1 }, requestId: expect.any(String) });
    expect(records[3]).toMatchObject({ errorType: 'RangeError', errorMessage: 'far' });
    expect(fixture.log.every(({ logGroup }) => logGroup === '/own/group')).toBe(true);
  });

  test('the metrics count invocations, errors and time', async () => {
    const { name } = await invokeOnce(
      `exports.handler = async ({ fail }) => { if (fail) throw new Error() }`,
    );
    await fixture.lambda.invoke(name, { fail: true });
    expect(fixture.sum('Invocations')).toBe(2);
    expect(fixture.sum('Errors')).toBe(1);
    expect(fixture.metrics.filter((metric) => metric.name === 'Duration')).toHaveLength(2);
    expect(fixture.metrics[0]).toMatchObject({ namespace: 'AWS/Lambda', dimensions: { FunctionName: name } });
  });
});

describe('what a caller may not do', () => {
  test.each([
    ['an unknown function', 'other', {}, 'ResourceNotFoundException'],
    ['a version', 'function-1:7', {}, 'ResourceNotFoundException'],
    ['no name at all', 'arn:aws:s3:::bucket', {}, 'InvalidParameterValueException'],
    ['a payload over 6 MiB', 'function-1', 'x'.repeat(6 * 1024 * 1024), 'RequestTooLargeException'],
  ])('%s', async (_, functionName, payload, code) => {
    fixture.createFunction({ 'index.js': 'exports.handler = async () => 1' });
    await expect(fixture.lambda.invoke(functionName, payload)).rejects.toMatchObject({ code });
  });

  test('an event over 1 MiB', async () => {
    const { arn } = fixture.createFunction({ 'index.js': 'exports.handler = async () => 1' });
    await expect(fixture.lambda.enqueue(arn, 'x'.repeat(1024 * 1024))).rejects.toMatchObject({
      code: 'RequestTooLargeException',
    });
  });

  test('two functions of one name', () => {
    fixture.createFunction({ 'index.js': '' }, { name: 'same' });
    expect(() => fixture.createFunction({ 'index.js': '' }, { name: 'same' })).toThrow(
      expect.objectContaining({ code: 'ResourceConflictException' }),
    );
  });
});
