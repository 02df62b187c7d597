import type { DatabaseSync } from 'node:sqlite';
import { bucketArn, type Account } from '../../iam/account.ts';
import { eventRecord, type S3Event } from './event-record.ts';
import {
  matchingTargets,
  parseNotificationTargets,
  type NotificationTarget,
  type ParsedTarget,
} from './notification-targets.ts';
import type { ObjectChange } from './object-change.ts';
import { createSequencer } from './sequencer.ts';

/** The queue through which functions get events, as S3 needs it. A bucket is named by its ARN. */
export interface EventQueue {
  /** Puts an event in, inside the transaction of the change that it tells of: both last or neither does. */
  enqueueFrom(bucketArn: string, functionArn: string, event: S3Event): void;
  /** The buckets that have events in the queue. */
  sources(): string[];
  /** Takes out a bucket's events for other functions than these and returns how many there were. */
  withdraw(bucketArn: string, functionArns: readonly string[]): number;
}

/** Events that had nowhere to go. */
export interface DiscardedEvents {
  readonly bucket: string;
  readonly count: number;
}

/** Turns changes of objects into events for the functions that want to be told. */
export interface Notifications {
  /** Call inside the transaction of the change. */
  record(change: ObjectChange): void;
  /**
   * Sets a bucket's targets. Events in the queue for functions that are no longer among them have nowhere to go and
   * are discarded.
   * @throws S3ConfigurationError invalid-notification
   */
  configure(bucket: string, targets: readonly NotificationTarget[]): void;
  /** Discards what is in the queue for functions that are not told any more, whatever bucket it is from. */
  settle(): void;
}

/** @param onDiscardedEvents told of events that were taken out of the queue undelivered */
export const createNotifications = ({
  database,
  account,
  ownerId,
  queue,
  onDiscardedEvents,
}: {
  database: DatabaseSync;
  account: Account;
  ownerId: string;
  queue: EventQueue;
  onDiscardedEvents(discarded: DiscardedEvents): void;
}): Notifications => {
  const nextSequencer = createSequencer(database);
  /** By the bucket's ARN. */
  const targetsOf = new Map<string, readonly ParsedTarget[]>();

  const settle = (arn: string): void => {
    const functionArns = (targetsOf.get(arn) ?? []).map(({ functionArn }) => functionArn);
    const count = queue.withdraw(arn, functionArns);
    if (count > 0) onDiscardedEvents({ bucket: arn.slice(arn.lastIndexOf(':') + 1), count });
  };

  return {
    record(change) {
      const { bucket, key, eventName } = change;
      const { region } = account;
      const arn = bucketArn(account, bucket);
      // Every change takes a number, so that the order of two events of a key is the order of its changes.
      const sequencer = nextSequencer();
      const time = new Date();
      for (const { id, functionArn } of matchingTargets(targetsOf.get(arn) ?? [], eventName, key)) {
        const context = { region, bucketArn: arn, ownerId, configurationId: id, sequencer, time };
        queue.enqueueFrom(arn, functionArn, { Records: [eventRecord(change, context)] });
      }
    },
    configure(bucket, targets) {
      const arn = bucketArn(account, bucket);
      targetsOf.set(arn, parseNotificationTargets(bucket, targets));
      settle(arn);
    },
    settle() {
      queue.sources().forEach(settle);
    },
  };
};
