import { setTimeout as delay } from 'node:timers/promises';
import { type LambdaFixture, startLambda } from '../../test-support/lambda-fixture.ts';

let fixture: LambdaFixture;
afterEach(() => fixture.close());

/**
 * Answers with its process and how many ran together, as the files of those that run tell: after some milliseconds, or
 * as soon as there are as many as it waits for.
 */
const countsItsLike = `
  const fs = require('node:fs');
  fs.mkdirSync('running', { recursive: true });
  exports.handler = async ({ ms = 60, wanted = Infinity }) => {
    const me = 'running/' + process.pid;
    fs.writeFileSync(me, '');
    const end = Date.now() + ms;
    const count = () => fs.readdirSync('running').length;
    while (count() < wanted && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    const together = count();
    fs.rmSync(me);
    return [process.pid, together];
  }`;
const invokeMany = async (name: string, times: number, payload: object = {}) => {
  const results = await Promise.all(
    Array.from({ length: times }, () => fixture.lambda.invoke(name, payload)),
  );
  return results.map(({ payload }) => JSON.parse(payload) as [number, number]);
};

test('one invocation per process, as many processes as allowed, the rest wait their turn', async () => {
  fixture = startLambda({ maxEnvironments: 2 });
  const { name } = fixture.createFunction({ 'index.js': countsItsLike });
  const results = await invokeMany(name, 7, { wanted: 2, ms: 2000 });
  expect(new Set(results.map(([pid]) => pid)).size).toBe(2);
  expect(Math.max(...results.map(([, together]) => together))).toBe(2);
});

test('a queue of events keeps to the same bound', async () => {
  fixture = startLambda({ maxEnvironments: 8 });
  const { name, arn } = fixture.createFunction(
    { 'index.js': countsItsLike },
    { reservedConcurrentExecutions: 1 },
  );
  fixture.lambda.resume();
  await Promise.all(Array.from({ length: 5 }, () => fixture.lambda.enqueue(arn, { ms: 1 })));
  await fixture.lambda.idle();
  expect(fixture.sum('Invocations')).toBe(5);
  expect(fixture.sum('Errors')).toBe(0);
  expect(fixture.messages().filter((message) => message.startsWith('INIT_START'))).toHaveLength(1);
  expect((await invokeMany(name, 1))[0]?.[1]).toBe(1);
});

test('reserved concurrency that is in use throttles who waits for an answer', async () => {
  fixture = startLambda();
  const { name } = fixture.createFunction({ 'index.js': countsItsLike }, { reservedConcurrentExecutions: 1 });
  const first = fixture.lambda.invoke(name, {});
  await expect(fixture.lambda.invoke(name, {})).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  await first;
  await fixture.lambda.invoke(name, {});
  expect(fixture.sum('Throttles')).toBe(1);
  expect(fixture.sum('Invocations')).toBe(2);
});

test('a function that reserves nothing at all is stopped: its events go to their destination', async () => {
  fixture = startLambda();
  const { name, arn } = fixture.createFunction(
    { 'index.js': countsItsLike },
    { reservedConcurrentExecutions: 0 },
  );
  fixture.lambda.putEventInvokeConfig(name, { onFailure: 'arn:aws:sqs:eu-central-1:000000000000:dead' });
  fixture.lambda.resume();
  await Promise.all(Array.from({ length: 40 }, (_, n) => fixture.lambda.enqueue(arn, n)));
  await fixture.lambda.idle();
  expect(fixture.destination.map(({ record }) => record.requestPayload).sort()).toHaveLength(40);
  expect(fixture.destination[0]?.record).not.toHaveProperty('responsePayload');
  await expect(fixture.lambda.invoke(name, {})).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  expect(fixture.log).toEqual([]);
});

test('a process with nothing to do is ended, and the next invocation starts another', async () => {
  fixture = startLambda({ idleEnvironmentMs: 30 });
  const { name } = fixture.createFunction({ 'index.js': countsItsLike });
  const [[first] = [0]] = await invokeMany(name, 1);
  await delay(250);
  const [[second] = [0]] = await invokeMany(name, 1);
  expect(second).not.toBe(first);
});

test('closing with invocations under way tells their callers', async () => {
  fixture = startLambda({ maxEnvironments: 1 });
  const { name } = fixture.createFunction({ 'index.js': countsItsLike }, { timeout: 100 });
  await fixture.lambda.invoke(name, {});
  const running = fixture.lambda.invoke(name, { ms: 60_000 });
  const waiting = fixture.lambda.invoke(name, {});
  const refused = expect(waiting).rejects.toMatchObject({ code: 'ServiceException' });
  await fixture.lambda.close();
  expect((await running).functionError).toBe('Unhandled');
  await refused;
  await expect(fixture.lambda.invoke(name, {})).rejects.toMatchObject({ code: 'ServiceException' });
});
