import { messageOf } from '@image-pipeline/errors';
import type { EventInvokeConfig } from '../declared/event-invoke-config.ts';
import { destinationRecord, type DestinationRecord } from './destination-record.ts';
import type {
  DiscardCondition,
  InvocationStore,
  NewInvocation,
  QueuedInvocation,
} from './invocation-store.ts';
import type { Invocation, InvocationOutcome } from './invocation.ts';

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
  /** Throws when a bucket may not invoke a function. */
  readonly authorize: (sourceArn: string, functionArn: string) => void;
  readonly sendToDestination: (arn: string, record: DestinationRecord) => Promise<void>;
  /** Milliseconds to wait before the first, second, … retry; the last entry holds for all further ones. */
  readonly retryDelaysMs: readonly number[];
  /** Told what no function's log can tell. */
  readonly onFailure: (error: Error) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const maxDeliveryAttempts = 3;
/** Events that are given up, in hand at once: each can take 1 MiB. */
const batchSize = 16;
const longestEventAgeMs = 6 * 60 * 60 * 1000;
const firstStoreRetryMs = 100;
/** The longest wait after failures that are not the function's own. */
const longestRetryMs = 30_000;
/** The longest `setTimeout` can wait; it is asked again then. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Lambda's asynchronous invocations: takes events out of the store as their functions have room, retries what fails and
 * hands on what is given up. An event leaves the store only when the function has succeeded or its destination has
 * been told, so it is delivered at least once however this process ends.
 *
 * While the store fails, nothing new is taken out of it, and what became of the events in hand waits in memory to be
 * written down: a full disk neither runs a function twice nor keeps the process busy.
 */
export class InvocationQueue {
  readonly #options: InvocationQueueOptions;
  readonly #targets = new Map<string, QueueTarget>();
  /** By request id: what is being done with an event. */
  readonly #inHand = new Map<string, Promise<void>>();
  /** By request id: how often a function could not be run. */
  readonly #notRun = new Map<string, number>();
  readonly #idleWaiters: PromiseWithResolvers<undefined>[] = [];
  #running = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  /** Outcomes that wait for the store. */
  #unwritten = 0;
  /** In a row. */
  #storeFailures = 0;
  #pause: PromiseWithResolvers<undefined> | undefined;

  constructor(options: InvocationQueueOptions) {
    this.#options = options;
  }

  addTarget(target: QueueTarget): void {
    this.#targets.set(target.name, target);
    this.dispatch();
  }

  /** Stores the event, in the caller's transaction when there is one; it is safe from then on. */
  enqueue(invocation: Omit<NewInvocation, 'enqueuedAt'>): void {
    const { functionName } = invocation;
    this.#options.store.add({ ...invocation, enqueuedAt: this.#options.now() });
    if (this.#running && !this.#targets.has(functionName)) {
      this.#options.onFailure(
        new Error(`An event waits for the function ${functionName}, which does not exist.`),
      );
    }
    // A transaction is committed, or rolled back, before the next microtask.
    queueMicrotask(() => {
      this.dispatch();
    });
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
    if (!this.#running || this.#closed || this.#pause !== undefined || this.#unwritten > 0) return;
    try {
      // One look at the clock: what is not due by it must be in the future by it, or nobody would wake up for it.
      const now = this.#options.now();
      for (const target of this.#targets.values()) this.#dispatchTo(target, now);
      this.#scheduleNextDispatch(now);
      if (this.#idleWaiters.length > 0 && this.#empty()) {
        for (const waiter of this.#idleWaiters.splice(0)) waiter.resolve(undefined);
      }
      this.#storeFailures = 0;
    } catch (cause) {
      void this.#pauseAfter(cause);
    }
  }

  /** Resolves when no event of a known function is in the queue; rejects when the queue is closed before. */
  async idle(): Promise<void> {
    if (this.#empty()) return;
    const waiter = Promise.withResolvers<undefined>();
    this.#idleWaiters.push(waiter);
    await waiter.promise;
  }

  /** Takes nothing more out; resolves when what was taken out has been dealt with or been left for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#pause?.resolve(undefined);
    await Promise.all(this.#inHand.values());
    for (const waiter of this.#idleWaiters.splice(0)) {
      waiter.reject(new Error('Closed with events still to be delivered.'));
    }
  }

  #empty(): boolean {
    return [...this.#targets.keys()].every((name) => this.#options.store.isEmpty(name));
  }

  #dispatchTo(target: QueueTarget, now: number): void {
    const { store } = this.#options;
    const selection = () => this.#selectionOf(target);
    const tooOld = now - target.config().maximumEventAgeInSeconds * 1000;
    this.#discardAll(target, 'EventAgeExceeded', () => store.expired(selection(), tooOld, batchSize));
    if (target.stopped) {
      this.#discardAll(target, 'RetriesExhausted', () => store.due(selection(), now, batchSize));
    }
    for (const invocation of store.due(selection(), now, target.capacity())) {
      this.#take(invocation, this.#attempt(target, invocation));
    }
    const room = Math.max(0, batchSize - this.#inHand.size);
    for (const invocation of store.discarded(selection(), now, room)) {
      this.#take(invocation, this.#tellDestination(target, invocation));
    }
  }

  #selectionOf({ name }: QueueTarget) {
    return { functionName: name, inHand: [...this.#inHand.keys()] };
  }

  #discardAll(target: QueueTarget, condition: DiscardCondition, next: () => QueuedInvocation[]): void {
    for (let batch = next(); batch.length > 0; batch = next()) {
      for (const invocation of batch) this.#discard(target, invocation, condition);
    }
  }

  #take({ requestId }: QueuedInvocation, work: Promise<void>): void {
    const done = work.finally(() => {
      this.#inHand.delete(requestId);
      this.dispatch();
    });
    this.#inHand.set(requestId, done);
  }

  async #attempt(target: QueueTarget, invocation: QueuedInvocation): Promise<void> {
    const outcome = await this.#run(target, invocation);
    // Cut short by our own end: no fault of the function, so it is not counted and starts again with the next start.
    if (outcome === undefined || (this.#closed && outcome.kind === 'error')) return;
    await this.#write(() => {
      if (outcome.kind === 'success') this.#options.store.remove(invocation.requestId);
      else
        this.#failed(target, { ...invocation, attempts: invocation.attempts + 1, lastError: outcome.error });
    });
  }

  /** @returns `undefined` when the function could not be run: AWS tries such events again until they are too old */
  async #run(target: QueueTarget, invocation: QueuedInvocation): Promise<InvocationOutcome | undefined> {
    const { requestId, payload, source } = invocation;
    try {
      if (source !== undefined) this.#options.authorize(source, target.arn);
      const outcome = await target.run({ requestId, payload });
      this.#notRun.delete(requestId);
      return outcome;
    } catch (error) {
      if (this.#closed) return undefined;
      const before = this.#notRun.get(requestId) ?? 0;
      this.#notRun.set(requestId, before + 1);
      const retryInMs = Math.min(this.#delayBefore(1) * 2 ** before, longestRetryMs);
      target.log(
        `Event ${requestId} could not be given to the function, next attempt in ${retryInMs} ms: ${String(error)}`,
      );
      await this.#write(() => {
        this.#reschedule(invocation, retryInMs);
      });
      return undefined;
    }
  }

  #failed(target: QueueTarget, invocation: QueuedInvocation): void {
    if (invocation.attempts > target.config().maximumRetryAttempts) {
      this.#discard(target, invocation, 'RetriesExhausted');
    } else this.#reschedule(invocation, this.#delayBefore(invocation.attempts));
  }

  /** Remembers the decision before it acts on it: an event that is given up is not given to the function again. */
  #discard(target: QueueTarget, invocation: QueuedInvocation, condition: DiscardCondition): void {
    const { store } = this.#options;
    if (target.config().onFailure === undefined) {
      store.remove(invocation.requestId);
      target.count('AsyncEventsDropped');
      target.log(`Event ${invocation.requestId} was dropped: ${condition}.`);
    } else store.reschedule({ ...invocation, discarded: condition }, invocation.enqueuedAt);
    this.#notRun.delete(invocation.requestId);
  }

  async #tellDestination(target: QueueTarget, invocation: QueuedInvocation): Promise<void> {
    const { store, now, sendToDestination } = this.#options;
    const condition = invocation.discarded ?? 'RetriesExhausted';
    const destination = target.config().onFailure;
    try {
      if (destination !== undefined) {
        await sendToDestination(destination, destinationRecord(invocation, condition, target.arn, now()));
      }
    } catch (error) {
      if (this.#closed) return;
      await this.#write(() => {
        this.#refused(
          target,
          invocation,
          `${destination} refused it ${maxDeliveryAttempts} times, at last with ${String(error)}`,
        );
      });
      return;
    }
    await this.#write(() => {
      // It was declared when the event was given up; a later start may declare none.
      if (destination === undefined) this.#discard(target, invocation, condition);
      else store.remove(invocation.requestId);
    });
  }

  #refused(target: QueueTarget, invocation: QueuedInvocation, reason: string): void {
    const { requestId, deliveryAttempts } = invocation;
    const failed = { ...invocation, deliveryAttempts: deliveryAttempts + 1 };
    if (failed.deliveryAttempts < maxDeliveryAttempts) {
      this.#reschedule(failed, this.#delayBefore(failed.deliveryAttempts));
      return;
    }
    this.#options.store.remove(requestId);
    target.count('DestinationDeliveryFailures');
    target.log(`Event ${requestId} was dropped: ${reason}`);
  }

  #reschedule(invocation: QueuedInvocation, inMs: number): void {
    this.#options.store.reschedule(invocation, this.#options.now() + inMs);
  }

  #delayBefore(retry: number): number {
    const { retryDelaysMs } = this.#options;
    return retryDelaysMs[Math.min(retry, retryDelaysMs.length) - 1] ?? 0;
  }

  /** Writes down what became of an event, as often as it takes; once closed a single time: the next start does the rest. */
  async #write(change: () => void): Promise<void> {
    this.#unwritten += 1;
    for (let written = false; !written;) {
      try {
        change();
        written = true;
        this.#storeFailures = 0;
      } catch (cause) {
        if (this.#closed) break;
        await this.#pauseAfter(cause);
      }
    }
    this.#unwritten -= 1;
  }

  /**
   * Leaves the store alone for a while, longer each time it fails. The time is kept here and nowhere else: a database
   * that has just failed cannot be asked to remember it.
   */
  #pauseAfter(cause: unknown): Promise<undefined> {
    if (this.#pause !== undefined) return this.#pause.promise;
    const retryInMs = Math.min(firstStoreRetryMs * 2 ** this.#storeFailures, longestRetryMs);
    this.#storeFailures += 1;
    this.#options.onFailure(
      new Error(`The queue of events failed and is tried again in ${retryInMs} ms: ${messageOf(cause)}`, {
        cause,
      }),
    );
    const pause = (this.#pause = Promise.withResolvers<undefined>());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#pause = undefined;
      pause.resolve(undefined);
      this.dispatch();
    }, retryInMs);
    return pause.promise;
  }

  #scheduleNextDispatch(now: number): void {
    clearTimeout(this.#timer);
    const times = [...this.#targets.values()].flatMap((target) => {
      const outlook = this.#options.store.outlook(this.#selectionOf(target));
      if (outlook === undefined) return [];
      return [outlook.dueAt, outlook.oldest + target.config().maximumEventAgeInSeconds * 1000 + 1];
    });
    // What is due already waits for room, and whoever leaves room dispatches.
    const next = Math.min(...times.filter((time) => time > now));
    if (next === Infinity) return;
    this.#timer = setTimeout(() => this.dispatch(), Math.min(next - now, maxTimerMs));
  }
}
