import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { defaultEventInvokeConfig } from '../src/lambda/declared/event-invoke-config.ts';
import { InvocationQueue } from '../src/lambda/invocations/invocation-queue.ts';
import { createInvocationStore } from '../src/lambda/invocations/invocation-store.ts';
import type { S3Event } from '../src/s3/events/event-record.ts';
import type { EventQueue } from '../src/s3/events/notifications.ts';

/** Invocations of one function at a time. */
const capacity = 16;

export interface FunctionQueue {
  /** What S3 puts its events into. */
  readonly events: EventQueue;
  /** What the functions' logs say. */
  readonly log: string[];
  /** Declares a function, named by its ARN; `run` rejects when it cannot be run. */
  addFunction(arn: string, run: (event: S3Event) => Promise<void>): void;
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** The real queue of events, with functions that do what a test wants. */
export const openFunctionQueue = (database: DatabaseSync): FunctionQueue => {
  const store = createInvocationStore(database);
  const log: string[] = [];
  const queue = new InvocationQueue({
    store,
    authorize: () => undefined,
    sendToDestination: () => Promise.reject(new Error('no test declares a destination')),
    retryDelaysMs: [100],
    onFailure: (error) => log.push(error.message),
    now: Date.now,
  });
  queue.resume();
  return {
    log,
    events: {
      enqueueFrom(source, functionName, event) {
        queue.enqueue({ requestId: randomUUID(), functionName, source, payload: JSON.stringify(event) });
      },
      sources: store.sources,
      withdraw: store.withdraw,
    },
    addFunction(arn, run) {
      let running = 0;
      queue.addTarget({
        name: arn,
        arn,
        stopped: false,
        config: () => defaultEventInvokeConfig,
        capacity: () => capacity - running,
        async run({ payload }) {
          running += 1;
          try {
            await run(JSON.parse(payload) as S3Event);
            return { kind: 'success', payload: 'null' };
          } finally {
            running -= 1;
          }
        },
        count: () => undefined,
        log: (message) => log.push(message),
      });
    },
    idle: () => queue.idle(),
    close: () => queue.close(),
  };
};
