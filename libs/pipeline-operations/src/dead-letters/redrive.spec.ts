import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  MessageNotInflight,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Stack } from '../stack/connect-stack.ts';
import { redrive, type Redriven } from './redrive.ts';

/** As SQS: who receives a message has it alone for a time, and each time with another receipt. */
const queueOf = (bodies: readonly string[]) => {
  let now = 0;
  let receipts = 0;
  const messages = bodies.map((Body, n) => ({ Body, MessageId: `m${n}`, receipt: '', visibleAt: 0 }));
  const holding: number[] = [];
  const send = async (command: unknown) => {
    if (command instanceof ReceiveMessageCommand) {
      const { MaxNumberOfMessages = 1, VisibilityTimeout = 30 } = command.input;
      holding.push(VisibilityTimeout);
      const given = messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, MaxNumberOfMessages);
      for (const message of given) {
        message.visibleAt = now + VisibilityTimeout;
        message.receipt = `r${(receipts += 1)}`;
      }
      return { Messages: given.map(({ receipt, ...message }) => ({ ...message, ReceiptHandle: receipt })) };
    }
    if (command instanceof DeleteMessageCommand) {
      const at = messages.findIndex(({ receipt }) => receipt === command.input.ReceiptHandle);
      if (at >= 0) messages.splice(at, 1);
      return {};
    }
    if (command instanceof ChangeMessageVisibilityCommand) {
      const message = messages.find(({ receipt }) => receipt === command.input.ReceiptHandle);
      if (!message || message.visibleAt <= now)
        throw new MessageNotInflight({ message: 'late', $metadata: {} });
      message.visibleAt = now;
      return {};
    }
    throw new Error('not asked of this queue');
  };
  return {
    send,
    pass: (seconds: number) => void (now += seconds),
    left: () => messages.map(({ Body }) => keyIn(Body)),
    hidden: () => messages.filter(({ visibleAt }) => visibleAt > now).length,
    longestHold: () => Math.max(...holding),
  };
};

const letter = (key: string) =>
  JSON.stringify({
    timestamp: '2026-05-01T08:00:00.000Z',
    requestContext: { approximateInvokeCount: 3 },
    requestPayload: { Records: [{ s3: { bucket: { name: 'raw' }, object: { key } } }] },
  });
const keyIn = (body: string) => /"key":"([^"]*)"/.exec(body)?.[1] ?? body;

type Invocation = (key: string) => Promise<{ readonly FunctionError?: string }>;

const stackOf = (queue: ReturnType<typeof queueOf>, invoke: Invocation): Stack =>
  ({
    outputs: { rawBucket: 'raw', processedBucket: 'p', cdnBaseUrl: 'https://cdn', deadLetterQueueUrl: 'q' },
    clients: {
      sqs: queue,
      lambda: { send: ({ input }: { input: { Payload: Buffer } }) => invoke(keyIn(String(input.Payload))) },
    },
  }) as unknown as Stack;

const keys = Array.from({ length: 10 }, (_, n) => `${n}.jpg`);
const passes = async () => ({});

describe('redrive', () => {
  it('removes what passes, however slow, and holds each letter for longer than a function may take', async () => {
    const queue = queueOf(keys.map(letter));
    const slow: Invocation = async () => (queue.pass(200), {});
    expect(await redrive(stackOf(queue, slow))).toEqual({ passed: 10, failed: 0, left: 0 });
    expect(queue.left()).toEqual([]);
    expect(queue.longestHold()).toBeGreaterThan(900);
  });

  it('does each once and ends, though what failed has come back before the end', async () => {
    const queue = queueOf(keys.map(letter));
    const done: string[] = [];
    const fails: Invocation = async (key) => (
      done.push(key),
      queue.pass(500),
      { FunctionError: 'Unhandled' }
    );
    expect(await redrive(stackOf(queue, fails), { concurrency: 1 })).toEqual({
      passed: 0,
      failed: 10,
      left: 0,
    });
    expect(done.sort()).toEqual(keys);
    expect(queue.left()).toHaveLength(10);
  });

  it('gives back what it leaves, for the next to have at once', async () => {
    const queue = queueOf(keys.map(letter));
    expect(await redrive(stackOf(queue, passes), { only: '3.jpg' })).toEqual({
      passed: 1,
      failed: 0,
      left: 9,
    });
    expect(queue.left()).toEqual(keys.filter((key) => key !== '3.jpg'));
    expect(queue.hidden()).toBe(0);
  });

  it('gives everything back when it is stopped', async () => {
    const queue = queueOf(keys.map(letter));
    const stop = new AbortController();
    const hangs: Invocation = async () => {
      setTimeout(() => stop.abort(new Error('stopped')), 5);
      await new Promise((_, reject) =>
        stop.signal.addEventListener('abort', () => reject(stop.signal.reason)),
      );
      return {};
    };
    await expect(redrive(stackOf(queue, hangs), { signal: stop.signal })).rejects.toThrow('stopped');
    expect(queue.left()).toEqual(keys);
    expect(queue.hidden()).toBe(0);
  });

  it('gives back what it is given after it was stopped', async () => {
    const queue = queueOf(keys.map(letter));
    const stop = new AbortController();
    const stack = stackOf(queue, async () => {
      // Long enough that the next letter has been asked for.
      await new Promise((done) => setTimeout(done, 5));
      stop.abort(new Error('stopped'));
      return {};
    });
    const { send } = queue;
    const slowly = async (command: unknown) => {
      if (command instanceof ReceiveMessageCommand) await new Promise((done) => setTimeout(done, 20));
      return await send(command);
    };
    stack.clients.sqs.send = slowly as typeof stack.clients.sqs.send;
    await expect(redrive(stack, { signal: stop.signal })).rejects.toThrow('stopped');
    await new Promise((done) => setTimeout(done, 60));
    expect(queue.hidden()).toBe(0);
  });

  it('lets what is being removed when it is stopped be removed, and does not give that back', async () => {
    const queue = queueOf([letter('0.jpg')]);
    const stop = new AbortController();
    const stack = stackOf(queue, passes);
    const given: unknown[] = [];
    const { send } = queue;
    const slowly = async (command: unknown) => {
      if (command instanceof DeleteMessageCommand) {
        stop.abort(new Error('stopped'));
        await new Promise((done) => setTimeout(done, 20));
      }
      if (command instanceof ChangeMessageVisibilityCommand) given.push(command);
      return await send(command);
    };
    stack.clients.sqs.send = slowly as typeof stack.clients.sqs.send;
    await expect(redrive(stack, { signal: stop.signal })).rejects.toThrow('stopped');
    expect(queue.left()).toEqual([]);
    expect(given).toEqual([]);
  });

  it('is not ended by a message of somebody else, nor by AWS refusing an invocation once', async () => {
    const queue = queueOf(['hello', ...keys.map(letter)]);
    let refusals = 1;
    const throttled: Invocation = async () => {
      if (refusals-- > 0) throw new Error('TooManyRequestsException');
      return {};
    };
    const failed: Redriven[] = [];
    const onDone = (redriven: Redriven) => void (redriven.error && failed.push(redriven));
    expect(await redrive(stackOf(queue, throttled), { onDone })).toEqual({ passed: 10, failed: 1, left: 0 });
    expect(queue.left()).toEqual(['hello']);
    expect(failed).toMatchObject([{ letter: { errorType: 'UnreadableDeadLetter' } }]);
  });
});
