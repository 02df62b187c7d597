import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../machine/database.ts';
import { defaultEventInvokeConfig, type EventInvokeConfig } from '../declared/event-invoke-config.ts';
import type { DestinationRecord } from './destination-record.ts';
import { InvocationQueue, type QueueTarget } from './invocation-queue.ts';
import { createInvocationStore, type InvocationStore } from './invocation-store.ts';
import type { Invocation, InvocationOutcome } from './invocation.ts';

const arn = 'arn:aws:lambda:eu-central-1:000000000000:function:f';
const deadLetters = 'arn:aws:sqs:eu-central-1:000000000000:dead-letters';
const failure: InvocationOutcome = {
  kind: 'error',
  error: { errorType: 'Error', errorMessage: 'boom', trace: ['Error: boom'] },
};
const success: InvocationOutcome = { kind: 'success', payload: 'null' };

let dir: string;
let database: DatabaseSync;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'queue-'));
  database = openDatabase(dir);
});
afterEach(() => {
  database.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What the next start finds. */
const reopen = () => {
  database.close();
  database = openDatabase(dir);
};

interface Setup {
  run?: (invocation: Invocation) => Promise<InvocationOutcome>;
  config?: Partial<EventInvokeConfig>;
  capacity?: () => number;
  send?: (arn: string, record: DestinationRecord) => Promise<void>;
  retryDelaysMs?: number[];
  authorize?: (sourceArn: string, functionArn: string) => void;
  store?: InvocationStore;
}

/** A queue with one function, on a clock that goes as fast as the test wants. */
const openQueue = ({ run, config, capacity, send, authorize, store, retryDelaysMs = [20, 40] }: Setup) => {
  const seen: Invocation[] = [];
  const metrics: string[] = [];
  const log: string[] = [];
  const failures: string[] = [];
  const sent: { arn: string; record: DestinationRecord }[] = [];
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const queue = new InvocationQueue({
    store: store ?? createInvocationStore(database),
    authorize: authorize ?? (() => undefined),
    onFailure: ({ message }) => failures.push(message),
    sendToDestination:
      send ??
      ((to, record) => {
        sent.push({ arn: to, record });
        return Promise.resolve();
      }),
    retryDelaysMs,
    now,
  });
  const target: QueueTarget = {
    name: 'f',
    arn,
    stopped: false,
    config: () => ({ ...defaultEventInvokeConfig, ...config }),
    capacity: capacity ?? (() => 10),
    async run(invocation) {
      seen.push(invocation);
      return (run ?? (() => Promise.resolve(success)))(invocation);
    },
    count: (metric) => metrics.push(metric),
    log: (message) => log.push(message),
  };
  queue.addTarget(target);
  queue.resume();
  return {
    queue,
    seen,
    sent,
    metrics,
    log,
    failures,
    /** Moves the clock and has the queue look at it. */
    forward(ms: number) {
      ahead += ms;
      queue.dispatch();
    },
    async put(requestId: string, payload: unknown = { id: requestId }, functionName = 'f') {
      queue.enqueue({ requestId, functionName, payload: JSON.stringify(payload) });
      await Promise.resolve();
    },
  };
};

test('an event that succeeds is done with', async () => {
  const { queue, seen, put, metrics } = openQueue({});
  await put('a');
  await queue.idle();
  expect(seen).toEqual([{ requestId: 'a', payload: '{"id":"a"}' }]);
  expect(metrics).toEqual([]);
  await queue.close();
});

test('an event that fails is tried again after each delay, under the same request id', async () => {
  const times: number[] = [];
  const { queue, seen, put, sent } = openQueue({
    config: { onFailure: deadLetters },
    run: () => {
      times.push(Date.now());
      return Promise.resolve(times.length < 3 ? failure : success);
    },
  });
  await put('a');
  await queue.idle();
  expect(seen.map(({ requestId }) => requestId)).toEqual(['a', 'a', 'a']);
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(20);
  expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(40);
  expect(sent).toEqual([]);
  await queue.close();
});

test('when all tries fail, the destination gets the record that AWS writes', async () => {
  const { queue, put, sent, metrics } = openQueue({
    config: { onFailure: deadLetters },
    run: () => Promise.resolve(failure),
  });
  await put('a', { Records: [{ key: 'photo.jpg' }] });
  await queue.idle();
  expect(sent).toEqual([
    {
      arn: deadLetters,
      record: {
        version: '1.0',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        requestContext: {
          requestId: 'a',
          functionArn: `${arn}:$LATEST`,
          condition: 'RetriesExhausted',
          approximateInvokeCount: 3,
        },
        requestPayload: { Records: [{ key: 'photo.jpg' }] },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorType: 'Error', errorMessage: 'boom', trace: ['Error: boom'] },
      },
    },
  ]);
  expect(metrics).toEqual([]);
  await queue.close();
});

test.each([0, 1, 2])('%i retries are %i retries', async (maximumRetryAttempts) => {
  const { queue, seen, put, sent } = openQueue({
    config: { onFailure: deadLetters, maximumRetryAttempts },
    run: () => Promise.resolve(failure),
    retryDelaysMs: [1],
  });
  await put('a');
  await queue.idle();
  expect(seen).toHaveLength(maximumRetryAttempts + 1);
  expect(sent[0]?.record.requestContext.approximateInvokeCount).toBe(maximumRetryAttempts + 1);
  await queue.close();
});

test('without a destination an event that fails is dropped, and counted', async () => {
  const { queue, put, metrics, log } = openQueue({
    config: { maximumRetryAttempts: 0 },
    run: () => Promise.resolve(failure),
  });
  await put('a');
  await queue.idle();
  expect(metrics).toEqual(['AsyncEventsDropped']);
  expect(log).toEqual(['Event a was dropped: RetriesExhausted.']);
  await queue.close();
});

describe('an event that gets too old', () => {
  test('between two tries: the destination is told with what the last try answered', async () => {
    const { queue, put, sent, seen, forward } = openQueue({
      config: { onFailure: deadLetters, maximumEventAgeInSeconds: 60 },
      run: () => Promise.resolve(failure),
      retryDelaysMs: [3_600_000],
    });
    await put('a');
    while (seen.length < 1) await delay(1);
    forward(61_000);
    await queue.idle();
    expect(seen).toHaveLength(1);
    expect(sent[0]?.record.requestContext).toMatchObject({
      condition: 'EventAgeExceeded',
      approximateInvokeCount: 1,
    });
    expect(sent[0]?.record.responsePayload).toMatchObject({ errorMessage: 'boom' });
    await queue.close();
  });

  test('while there is no room: the function never sees it', async () => {
    const { queue, put, sent, seen, forward } = openQueue({
      config: { onFailure: deadLetters, maximumEventAgeInSeconds: 60 },
      capacity: () => 0,
    });
    for (let n = 0; n < 40; n++) await put(String(n));
    forward(61_000);
    await queue.idle();
    expect(seen).toEqual([]);
    expect(sent).toHaveLength(40);
    expect(sent[0]?.record).not.toHaveProperty('responseContext');
    expect(sent[0]?.record.requestContext).toMatchObject({ approximateInvokeCount: 0 });
    await queue.close();
  });

  test('without a destination: all of them are dropped, however many', async () => {
    const { queue, put, metrics, forward } = openQueue({ capacity: () => 0 });
    for (let n = 0; n < 40; n++) await put(String(n));
    forward(21_601_000);
    await queue.idle();
    expect(metrics).toHaveLength(40);
    await queue.close();
  });
});

describe('a destination that refuses', () => {
  test('for a while: it is told again', async () => {
    let refusals = 2;
    const told: string[] = [];
    const { queue, put, metrics } = openQueue({
      config: { onFailure: deadLetters, maximumRetryAttempts: 0 },
      run: () => Promise.resolve(failure),
      retryDelaysMs: [1],
      send: (_, { requestContext }) => {
        if (refusals-- > 0) return Promise.reject(new Error('not yet'));
        told.push(requestContext.requestId);
        return Promise.resolve();
      },
    });
    await put('a');
    await queue.idle();
    expect(told).toEqual(['a']);
    expect(metrics).toEqual([]);
    await queue.close();
  });

  test('for good: the event is dropped, counted and named with the reason', async () => {
    const { queue, put, metrics, log } = openQueue({
      config: { onFailure: deadLetters, maximumRetryAttempts: 0 },
      run: () => Promise.resolve(failure),
      retryDelaysMs: [1],
      send: () => Promise.reject(new Error('AccessDenied')),
    });
    await put('a');
    await queue.idle();
    expect(metrics).toEqual(['DestinationDeliveryFailures']);
    expect(log[0]).toContain('AccessDenied');
    await queue.close();
  });
});

test('a function that could not be run at all is no failure: its event is tried again and counts no attempt', async () => {
  let troubles = 5;
  const { queue, put, sent, log } = openQueue({
    config: { onFailure: deadLetters, maximumRetryAttempts: 0 },
    run: () => (troubles-- > 0 ? Promise.reject(new Error('no port left')) : Promise.resolve(failure)),
    retryDelaysMs: [1],
  });
  await put('a');
  await queue.idle();
  expect(sent[0]?.record.requestContext.approximateInvokeCount).toBe(1);
  expect(log.filter((message) => message.includes('no port left'))).toHaveLength(5);
  await queue.close();
});

test('no more run at once than there is room for', async () => {
  let running = 0;
  let most = 0;
  const opened = openQueue({
    capacity: () => 3 - running,
    run: async () => {
      most = Math.max(most, ++running);
      await delay(2);
      running--;
      return success;
    },
  });
  for (let n = 0; n < 30; n++) await opened.put(String(n));
  await opened.queue.idle();
  expect(opened.seen).toHaveLength(30);
  expect(most).toBe(3);
  await opened.queue.close();
});

describe('after the next start', () => {
  test('a retry that was waiting is made, with the attempts counted on', async () => {
    const first = openQueue({ run: () => Promise.resolve(failure), retryDelaysMs: [50] });
    await first.put('a');
    while (first.seen.length < 1) await delay(1);
    await delay(10);
    await first.queue.close();
    reopen();

    const second = openQueue({
      run: () => Promise.resolve(failure),
      config: { onFailure: deadLetters },
      retryDelaysMs: [1],
    });
    await second.queue.idle();
    expect(second.seen).toHaveLength(2);
    expect(second.sent[0]?.record.requestContext.approximateInvokeCount).toBe(3);
    await second.queue.close();
  });

  test('an attempt that our own end cut short does not count', async () => {
    const ended = Promise.withResolvers<InvocationOutcome>();
    const first = openQueue({ run: () => ended.promise });
    await first.put('a');
    const closed = first.queue.close();
    ended.resolve(failure);
    await closed;
    reopen();

    const second = openQueue({
      run: () => Promise.resolve(failure),
      config: { onFailure: deadLetters, maximumRetryAttempts: 0 },
    });
    await second.queue.idle();
    expect(second.sent[0]?.record.requestContext.approximateInvokeCount).toBe(1);
    await second.queue.close();
  });

  test('an attempt that succeeded while we were closing is not made again', async () => {
    const ended = Promise.withResolvers<InvocationOutcome>();
    const first = openQueue({ run: () => ended.promise });
    await first.put('a');
    const closed = first.queue.close();
    ended.resolve(success);
    await closed;
    reopen();

    const second = openQueue({});
    await second.queue.idle();
    expect(second.seen).toEqual([]);
    await second.queue.close();
  });

  test('a destination that was not told is told, and the function does not see the event again', async () => {
    const first = openQueue({
      run: () => Promise.resolve(failure),
      config: { onFailure: deadLetters, maximumRetryAttempts: 0 },
      send: () => new Promise(() => undefined),
    });
    await first.put('a');
    while (first.seen.length < 1) await delay(1);
    await delay(10);
    // The process ends here: the first queue is never closed.
    reopen();

    const second = openQueue({ config: { onFailure: deadLetters } });
    await second.queue.idle();
    expect(second.seen).toEqual([]);
    expect(second.sent.map(({ record }) => record.requestContext)).toMatchObject([
      { requestId: 'a', condition: 'RetriesExhausted', approximateInvokeCount: 1 },
    ]);
    await second.queue.close();
  });

  test('an event of a function that is gone is kept for six hours and keeps nobody waiting', async () => {
    const store = createInvocationStore(database);
    const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000;
    store.add({ requestId: 'old', functionName: 'gone', payload: '{}', enqueuedAt: hoursAgo(7) });
    store.add({ requestId: 'new', functionName: 'gone', payload: '{}', enqueuedAt: hoursAgo(5) });

    const { queue } = openQueue({});
    await queue.idle();
    await queue.close();

    const left = store.due({ functionName: 'gone', inHand: [] }, Date.now(), 10);
    expect(left.map(({ requestId }) => requestId)).toEqual(['new']);
  });
});

describe('a store that fails', () => {
  const full = new Error('database or disk is full');
  /** The store with a method that fails while it is told to. */
  const failing = (method: 'remove' | 'reschedule' | 'due', isFull: () => boolean): InvocationStore => {
    const store = createInvocationStore(database);
    const work = store[method] as (...args: unknown[]) => unknown;
    const worked = (...args: unknown[]) => {
      if (isFull()) throw full;
      return work(...args);
    };
    return { ...store, [method]: worked };
  };
  const told = (ms: number) =>
    `The queue of events failed and is tried again in ${ms} ms: database or disk is full`;

  test('when a success is written down: it is written later, and the function does not run again', async () => {
    let attempts = 0;
    const { queue, seen, put, failures } = openQueue({ store: failing('remove', () => ++attempts <= 3) });
    const before = performance.now();
    await put('a');
    await put('b');
    await queue.idle();
    expect(seen.map(({ requestId }) => requestId)).toEqual(['a', 'b']);
    expect(failures).toEqual([told(100), told(200)]);
    expect(performance.now() - before).toBeGreaterThanOrEqual(295);
    await queue.close();
  });

  test('when a failure is written down: the retries are made all the same, and counted', async () => {
    let attempts = 0;
    const { queue, seen, put, sent } = openQueue({
      store: failing('reschedule', () => ++attempts % 2 === 1),
      run: () => Promise.resolve(failure),
      config: { onFailure: deadLetters },
      retryDelaysMs: [1],
    });
    await put('a');
    await queue.idle();
    expect(seen).toHaveLength(3);
    expect(sent[0]?.record.requestContext.approximateInvokeCount).toBe(3);
    await queue.close();
  });

  test('when it is read: it is read again, less and less often', async () => {
    let attempts = 0;
    const { queue, seen, put, failures } = openQueue({ store: failing('due', () => ++attempts <= 3) });
    await put('a');
    await queue.idle();
    expect(seen).toHaveLength(1);
    expect(failures).toEqual([told(100), told(200), told(400)]);
    await queue.close();
  });

  test('for good: nothing else is taken out, the process has time for others, and closing waits for nothing', async () => {
    let attempts = 0;
    const { queue, seen, put, failures } = openQueue({
      store: failing('remove', () => ++attempts > 0),
    });
    await put('a');
    await delay(5);
    for (const id of ['b', 'c']) await put(id);
    await delay(350);
    expect(seen).toHaveLength(1);
    expect(attempts).toBe(3);
    expect(failures).toEqual([told(100), told(200), told(400)]);
    const before = performance.now();
    await queue.close();
    expect(performance.now() - before).toBeLessThan(100);

    reopen();
    const second = openQueue({});
    await second.queue.idle();
    expect(second.seen.map(({ requestId }) => requestId)).toEqual(['a', 'b', 'c']);
    await second.queue.close();
  });
});

test('an event of a bucket that may not invoke the function waits until it may, and says so', async () => {
  let refusals = 2;
  const asked: string[][] = [];
  const { queue, seen, log } = openQueue({
    authorize: (...question) => {
      asked.push(question);
      if (refusals-- > 0) throw new Error('not authorized');
    },
    retryDelaysMs: [1],
  });
  queue.enqueue({ requestId: 'a', functionName: 'f', payload: '{}', source: 'arn:aws:s3:::photos' });
  await Promise.resolve();
  await queue.idle();
  expect(asked).toEqual(Array.from({ length: 3 }, () => ['arn:aws:s3:::photos', arn]));
  expect(seen).toHaveLength(1);
  expect(log.filter((message) => message.includes('not authorized'))).toHaveLength(2);
  await queue.close();
});

test('events of a bucket that a function is not told of any more are withdrawn, but those given up are kept', async () => {
  const store = createInvocationStore(database);
  const source = 'arn:aws:s3:::photos';
  const [enqueuedAt, deliveryAttempts] = [Date.now(), 0];
  for (const requestId of ['waits', 'given-up', 'kept']) {
    const functionName = requestId === 'kept' ? 'told' : 'f';
    store.add({ requestId, functionName, source, payload: '{}', enqueuedAt });
  }
  store.add({ requestId: 'called', functionName: 'f', payload: '{}', enqueuedAt });
  const givenUp = {
    requestId: 'given-up',
    functionName: 'f',
    source,
    payload: '{}',
    enqueuedAt,
    deliveryAttempts,
  };
  store.reschedule({ ...givenUp, attempts: 3, discarded: 'RetriesExhausted' }, enqueuedAt);

  expect(store.sources()).toEqual([source]);
  expect(store.withdraw(source, ['told'])).toBe(1);
  const left = { functionName: 'f', inHand: [] };
  expect(store.due(left, Date.now(), 10).map(({ requestId }) => requestId)).toEqual(['called']);
  expect(store.discarded(left, Date.now(), 10)).toEqual([
    { ...givenUp, attempts: 3, discarded: 'RetriesExhausted' },
  ]);
  expect(store.isEmpty('told')).toBe(false);
});

test('an event for a function that does not exist is told of', async () => {
  const { queue, put, failures } = openQueue({});
  await put('a', {}, 'gone');
  await queue.idle();
  expect(failures).toEqual(['An event waits for the function gone, which does not exist.']);
  await queue.close();
});
