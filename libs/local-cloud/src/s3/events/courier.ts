import type { S3Event } from './event-record.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

/** Resolves when the function's queue has the event safely. */
export type Deliver = (functionArn: string, event: S3Event) => Promise<void>;

export interface FailedDelivery {
  readonly functionArn: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly retryInMs: number;
  readonly cause: unknown;
}

/** Carries events from the outbox to their functions in the background, each until it has arrived. */
export interface Courier {
  /** Looks for entries that are due. Call after every change of the outbox. */
  wake(): void;
  /** Resolves when the outbox is empty; rejects when the courier is stopped before. */
  idle(): Promise<void>;
  /** Starts no further delivery and resolves when those under way have ended. */
  stop(): Promise<void>;
}

interface IdleWaiter {
  resolve(): void;
  reject(reason: Error): void;
}

/** Each delivery holds one event in memory. */
const maxConcurrentDeliveries = 16;
const firstRetryMs = 100;
const lastRetryMs = 30_000;

export const createCourier = (
  outbox: Outbox,
  deliver: Deliver,
  onFailure: (failure: FailedDelivery) => void,
): Courier => {
  const underWay = new Map<number, Promise<void>>();
  const idleWaiters = new Set<IdleWaiter>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const attempt = async ({ id, functionArn, event, attempts }: OutboxEntry): Promise<void> => {
    try {
      await deliver(functionArn, event);
      outbox.remove(id);
    } catch (cause) {
      const retryInMs = Math.min(firstRetryMs * 2 ** attempts, lastRetryMs);
      outbox.postpone(id, Date.now() + retryInMs);
      onFailure({ functionArn, attempt: attempts + 1, retryInMs, cause });
    }
  };

  const startDueDeliveries = (): void => {
    while (underWay.size < maxConcurrentDeliveries) {
      const entry = outbox.nextDue(Date.now(), new Set(underWay.keys()));
      if (entry === undefined) return;
      underWay.set(
        entry.id,
        attempt(entry).finally(() => {
          underWay.delete(entry.id);
          wake();
        }),
      );
    }
  };

  const wake = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    startDueDeliveries();
    if (underWay.size < maxConcurrentDeliveries) {
      const time = outbox.nextDueTime(new Set(underWay.keys()));
      if (time !== undefined) timer = setTimeout(wake, Math.max(time - Date.now(), 1));
    }
    if (outbox.isEmpty())
      settle((waiter) => {
        waiter.resolve();
      });
  };

  const settle = (how: (waiter: IdleWaiter) => void): void => {
    idleWaiters.forEach(how);
    idleWaiters.clear();
  };

  return {
    wake,
    async idle() {
      if (outbox.isEmpty()) return;
      await new Promise<void>((resolve, reject) => idleWaiters.add({ resolve, reject }));
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      settle((waiter) => {
        waiter.reject(new Error('S3 was closed with events still to be delivered.'));
      });
      await Promise.all(underWay.values());
    },
  };
};
