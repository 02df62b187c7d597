import type { DatabaseSync } from 'node:sqlite';
import { createCourier, type Deliver, type FailedDelivery } from './courier.ts';
import { eventRecord } from './event-record.ts';
import { matchingTargets, parseNotificationTargets, type ParsedTarget } from './notification-targets.ts';
import type { ObjectChange } from './object-change.ts';
import { createOutbox } from './outbox.ts';
import { createSequencer } from './sequencer.ts';

export interface DiscardedEvents {
  readonly bucket: string;
  readonly count: number;
}

/** Turns changes of objects into events and sees them delivered. */
export interface Notifications {
  /** Call inside the transaction of the change. */
  record(change: ObjectChange): void;
  /**
   * Sets a bucket's targets and begins to deliver what an earlier run left for them. Events left for functions
   * that are no longer among the targets have nowhere to go and are discarded.
   * @throws S3ConfigurationError invalid-notification
   */
  configure(bucket: string, targets: readonly unknown[]): void;
  /** Does the same, with the present targets, for every bucket. */
  resume(): void;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export const createNotifications = ({
  database,
  region,
  ownerId,
  deliver,
  onFailedDelivery,
  onDiscardedEvents,
}: {
  database: DatabaseSync;
  region: string;
  ownerId: string;
  deliver: Deliver;
  onFailedDelivery(failure: FailedDelivery): void;
  onDiscardedEvents(discarded: DiscardedEvents): void;
}): Notifications => {
  const outbox = createOutbox(database);
  const nextSequencer = createSequencer(database);
  const courier = createCourier(outbox, deliver, onFailedDelivery);
  const targetsOf = new Map<string, readonly ParsedTarget[]>();

  const release = (bucket: string): void => {
    const functionArns = (targetsOf.get(bucket) ?? []).map(({ functionArn }) => functionArn);
    const count = outbox.discardExcept(bucket, functionArns);
    if (count > 0) onDiscardedEvents({ bucket, count });
    outbox.release(bucket);
    courier.wake();
  };

  return {
    record(change) {
      const { bucket, key, eventName } = change;
      // Every change takes a number, so that the order of two events of a key is the order of its changes.
      const sequencer = nextSequencer();
      const time = new Date();
      for (const { id, functionArn } of matchingTargets(targetsOf.get(bucket) ?? [], eventName, key)) {
        const context = { region, ownerId, configurationId: id, sequencer, time };
        outbox.add(bucket, functionArn, { Records: [eventRecord(change, context)] });
      }
      // The transaction is committed, or rolled back, before the next microtask.
      queueMicrotask(courier.wake);
    },
    configure(bucket, targets) {
      targetsOf.set(bucket, parseNotificationTargets(bucket, targets));
      release(bucket);
    },
    resume() {
      outbox.buckets().forEach(release);
    },
    idle: courier.idle,
    stop: courier.stop,
  };
};
