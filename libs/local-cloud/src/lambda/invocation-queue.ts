import { destinationRecord, type DestinationRecord } from './destination-record.ts';
import type { EventInvokeConfig } from './declared/event-invoke-config.ts';
import type { Invocation, InvocationOutcome } from './invocation.ts';
import type { DiscardCondition, InvocationStore, QueuedInvocation } from './invocation-store.ts';

/** A function as the queue sees it. */
export interface QueueTarget {
  readonly name: string;
  readonly arn: string;
  config(): EventInvokeConfig;
  /** Invocations that can start now. */
  capacity(): number;
  /** A function with no concurrency at all: its events are given up at once, as on AWS. */
  readonly stopped: boolean;
  /** Rejects when the function could not be run at all, which is no failure of the function. */
  run(invocation: Invocation): Promise<InvocationOutcome>;
  count(metric: 'AsyncEventsDropped' | 'DestinationDeliveryFailures'): void;
  /** Into the function's log, where whoever misses an event looks for it. */
  log(message: string): void;
}

export interface InvocationQueueOptions {
  readonly store: InvocationStore;
  readonly sendToDestination: (arn: string, record: DestinationRecord) => Promise<void>;
  /** Milliseconds to wait before the first, second, … retry; the last entry holds for all further ones. */
  readonly retryDelaysMs: readonly number[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const maxDeliveryAttempts = 3;
/** Events that are given up, in hand at once: each can take 1 MiB. */
const batchSize = 16;
const longestEventAgeMs = 6 * 60 * 60 * 1000;
/** The longest `setTimeout` can wait; it is asked again then. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Lambda's asynchronous invocations: takes events out of the store as their functions have room, retries what fails and
 * hands on what is given up. An event leaves the store only when the function has succeeded or its destination has
 * been told, so it is delivered at least once however this process ends.
 */
export class InvocationQueue {
  readonly #options: InvocationQueueOptions;
  readonly #targets = new Map<string, QueueTarget>();
  readonly #inHand = new Set<Promise<void>>();
  readonly #idleWaiters: (() => void)[] = [];
  #running = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: InvocationQueueOptions) {
    this.#options = options;
  }

  addTarget(target: QueueTarget): void {
    this.#targets.set(target.name, target);
    this.dispatch();
  }

  /** Stores the event; it is safe from then on. */
  enqueue(functionName: string, invocation: Invocation): void {
    this.#options.store.add({ ...invocation, functionName, enqueuedAt: this.#options.now() });
    this.dispatch();
  }

  /** From now on events go to their functions, those left over from before included. */
  resume(): void {
    this.#running = true;
    // A function that the program no longer declares may come back with its next version; AWS would drop its events.
    this.#options.store.purge([...this.#targets.keys()], this.#options.now() - longestEventAgeMs);
    this.dispatch();
  }

  /** Starts whatever can start now. Safe to call at any time. */
  dispatch(): void {
    if (!this.#running || this.#closed) return;
    // One look at the clock: what is not due by it must be in the future by it, or nobody would wake up for it.
    const now = this.#options.now();
    for (const target of this.#targets.values()) this.#dispatchTo(target, now);
    this.#scheduleNextDispatch(now);
    if (this.#idleWaiters.length > 0 && this.#empty()) this.#wakeIdleWaiters();
  }

  /** Resolves when no event of a known function is in the queue. */
  async idle(): Promise<void> {
    if (this.#empty()) return;
    await new Promise<void>((resolve) => {
      this.#idleWaiters.push(resolve);
    });
  }

  /** Takes nothing more out; resolves when what was taken out has been dealt with or been left for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await Promise.all(this.#inHand);
    this.#wakeIdleWaiters();
    this.#options.store.close();
  }

  #wakeIdleWaiters(): void {
    this.#idleWaiters.splice(0).forEach((resolve) => {
      resolve();
    });
  }

  #empty(): boolean {
    return [...this.#targets.keys()].every((name) => this.#options.store.isEmpty(name));
  }

  #dispatchTo(target: QueueTarget, now: number): void {
    const { store } = this.#options;
    const tooOld = now - target.config().maximumEventAgeInSeconds * 1000;
    this.#discardAll(target, 'EventAgeExceeded', () => store.takeExpired(target.name, tooOld, batchSize));
    if (target.stopped) {
      this.#discardAll(target, 'RetriesExhausted', () => store.takeDue(target.name, now, batchSize));
    }
    for (const invocation of store.takeDue(target.name, now, target.capacity())) {
      this.#track(target, this.#attempt(target, invocation));
    }
    const room = Math.max(0, batchSize - this.#inHand.size);
    for (const invocation of store.takeDiscarded(target.name, now, room)) {
      this.#track(target, this.#tellDestination(target, invocation));
    }
  }

  #discardAll(target: QueueTarget, condition: DiscardCondition, take: () => QueuedInvocation[]): void {
    for (let batch = take(); batch.length > 0; batch = take()) {
      for (const invocation of batch) this.#discard(target, invocation, condition);
    }
  }

  #track(target: QueueTarget, work: Promise<void>): void {
    const tracked = work
      // The store itself failed, for want of disk space perhaps: the event stays in it for the next start.
      .catch((error: unknown) => {
        target.log(`The queue of asynchronous invocations failed: ${String(error)}`);
      })
      .finally(() => {
        this.#inHand.delete(tracked);
        this.dispatch();
      });
    this.#inHand.add(tracked);
  }

  async #attempt(target: QueueTarget, invocation: QueuedInvocation): Promise<void> {
    const outcome = await this.#run(target, invocation);
    if (outcome === undefined) return;
    if (outcome.kind === 'success') {
      this.#options.store.remove(invocation.requestId);
      return;
    }
    // Cut short by our own end: no fault of the function, so it is not counted and starts again with the next start.
    if (this.#closed) return;
    const failed = { ...invocation, attempts: invocation.attempts + 1, lastError: outcome.error };
    if (failed.attempts > target.config().maximumRetryAttempts) {
      this.#discard(target, failed, 'RetriesExhausted');
      return;
    }
    this.#options.store.reschedule(failed, this.#options.now() + this.#delayBefore(failed.attempts));
  }

  /** @returns `undefined` when the function could not be run: AWS tries such events again until they are too old */
  async #run(target: QueueTarget, invocation: QueuedInvocation): Promise<InvocationOutcome | undefined> {
    try {
      return await target.run({ requestId: invocation.requestId, payload: invocation.payload });
    } catch (error) {
      if (this.#closed) return undefined;
      target.log(`Event ${invocation.requestId} could not be given to the function: ${String(error)}`);
      this.#options.store.reschedule(invocation, this.#options.now() + this.#delayBefore(1));
      return undefined;
    }
  }

  /** Remembers the decision before it acts on it: an event that is given up is not given to the function again. */
  #discard(target: QueueTarget, invocation: QueuedInvocation, condition: DiscardCondition): void {
    const { store } = this.#options;
    if (target.config().onFailure === undefined) {
      store.remove(invocation.requestId);
      target.count('AsyncEventsDropped');
      target.log(`Event ${invocation.requestId} was dropped: ${condition}.`);
      return;
    }
    store.reschedule({ ...invocation, discarded: condition }, invocation.enqueuedAt);
  }

  async #tellDestination(target: QueueTarget, invocation: QueuedInvocation): Promise<void> {
    const { store, now, sendToDestination } = this.#options;
    const condition = invocation.discarded ?? 'RetriesExhausted';
    const destination = target.config().onFailure;
    // It was declared when the event was given up; a later start may declare none.
    if (destination === undefined) return this.#discard(target, invocation, condition);
    try {
      await sendToDestination(destination, destinationRecord(invocation, condition, target.arn, now()));
    } catch (error) {
      this.#deliveryFailed(target, invocation, destination, error);
      return;
    }
    store.remove(invocation.requestId);
  }

  #deliveryFailed(
    target: QueueTarget,
    invocation: QueuedInvocation,
    destination: string,
    error: unknown,
  ): void {
    if (this.#closed) return;
    const failed = { ...invocation, deliveryAttempts: invocation.deliveryAttempts + 1 };
    if (failed.deliveryAttempts < maxDeliveryAttempts) {
      this.#options.store.reschedule(
        failed,
        this.#options.now() + this.#delayBefore(failed.deliveryAttempts),
      );
      return;
    }
    this.#options.store.remove(invocation.requestId);
    target.count('DestinationDeliveryFailures');
    target.log(
      `Event ${invocation.requestId} was dropped: ${destination} refused it ${maxDeliveryAttempts} times, at last with ${String(error)}`,
    );
  }

  #delayBefore(retry: number): number {
    const { retryDelaysMs } = this.#options;
    return retryDelaysMs[Math.min(retry, retryDelaysMs.length) - 1] ?? 0;
  }

  #scheduleNextDispatch(now: number): void {
    clearTimeout(this.#timer);
    const times = [...this.#targets.values()].flatMap((target) => {
      const outlook = this.#options.store.outlook(target.name);
      if (outlook === undefined) return [];
      return [outlook.dueAt, outlook.oldest + target.config().maximumEventAgeInSeconds * 1000 + 1];
    });
    // What is due already waits for room, and whoever leaves room dispatches.
    const next = Math.min(...times.filter((time) => time > now));
    if (next === Infinity) return;
    const wake = () => {
      this.dispatch();
    };
    this.#timer = setTimeout(wake, Math.min(next - now, maxTimerMs));
  }
}
