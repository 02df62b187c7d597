import { imageIdOf, type ImageRecord } from '@image-pipeline/image-records';
import { createInMemoryImageRecordRepository } from '@image-pipeline/image-records/testing';
import type { ObjectEvent } from '../src/object-events.ts';
import type { Pipeline } from '../src/pipeline.ts';
import { processObject } from '../src/process-object.ts';
import { createInMemoryProcessedBucket, createInMemoryRawBucket } from '../src/testing/in-memory-buckets.ts';
import { freshInvocation } from '../src/testing/invocation.ts';
import { createAttempt, Fault, type Attempt } from './attempt.ts';
import { bodies, deployments } from './deployments.ts';
import { bucket, keys, type Change, type ChangeStep, type Fate, type Step } from './history.ts';

/** Raw bucket, function, processed bucket and table, on which a history is played. */
export interface World {
  readonly raw: ReturnType<typeof createInMemoryRawBucket>;
  readonly processed: ReturnType<typeof createInMemoryProcessedBucket>;
  recordOf(key: string): Promise<ImageRecord | undefined>;
  /** Resolves when every event has been handled to its end, by as many attempts as that takes. */
  play(steps: readonly Step[]): Promise<void>;
}

/** A second write that its event does not tell of, and how often the object had changed when it was due. */
interface Follower {
  readonly change: Change;
  readonly changes: number;
}

/**
 * @param turn resolves when it is somebody's turn: chance interleaves everything with everything
 * @throws Error while playing, when a record points to a variant that is not there
 */
export const createWorld = (turn: () => Promise<void>, fates: Iterator<Fate>): World => {
  const raw = createInMemoryRawBucket();
  const processed = createInMemoryProcessedBucket();
  const records = createInMemoryImageRecordRepository();
  const followers = new Map<string, Follower>();
  const changes = new Map<string, number>();
  const violations: unknown[] = [];
  let deployment: (typeof deployments)[number] = deployments[0];

  const recordOf = (key: string) => records.get(imageIdOf({ bucket, key }));

  const apply = (key: string, change: Change): number => {
    if (change === 'remove' || change === 'expire') raw.delete(key);
    else raw.put(key, bodies[change]);
    const count = (changes.get(key) ?? 0) + 1;
    changes.set(key, count);
    return count;
  };

  /** Once the event's object is being read, unless something newer has happened to it. */
  const applyFollower = ({ key, sequencer }: ObjectEvent): void => {
    if (sequencer === undefined) return;
    const follower = followers.get(sequencer);
    followers.delete(sequencer);
    if (follower && changes.get(key) === follower.changes) apply(key, follower.change);
  };

  const expectNoDanglingRecord = async () => {
    for (const key of keys) {
      const record = await recordOf(key);
      const variants = record?.status === 'ready' ? record.variants : [];
      const missing = variants.find((variant) => !processed.objects.has(variant.key));
      if (missing) throw new Error(`The record of ${key} points to ${missing.key}, which is gone`);
    }
  };

  const pipelineOf = (attempt: Attempt, event: ObjectEvent): Pipeline => {
    const checked = <A extends unknown[], R>(effect: (...args: A) => Promise<R>) =>
      attempt.call(async (...args: A) => {
        try {
          const result = await effect(...args);
          await expectNoDanglingRecord();
          return result;
        } catch (error) {
          // Of an attempt that is dead by now, nobody hears what it throws.
          violations.push(error);
          throw error;
        }
      });
    const put = checked(processed.put);
    const remove = checked(processed.remove);
    return {
      ...deployment,
      sources: {
        open: checked(async (place) => {
          const opened = await raw.open(place);
          applyFollower(event);
          return opened;
        }),
        look: checked(raw.look),
      },
      variants: {
        put: (variants) => all(variants.map((one) => put([one]))),
        keysOf: checked(processed.keysOf),
        remove: (names) => all(names.map((one) => remove([one]))),
      },
      records: { ...records, get: checked(records.get), commit: checked(records.commit) },
    };
  };

  const nextFate = (): Fate => fates.next().value ?? 'works';

  /** As Lambda and a redrive do: again, until it is handled to its end. */
  const deliver = async (event: ObjectEvent): Promise<void> => {
    await turn();
    for (let attempts = 1; ; attempts += 1) {
      // A stream that never works would never end.
      const attempt = createAttempt(turn, attempts > 20 ? () => 'works' : nextFate);
      try {
        await attempt.run(() => processObject(pipelineOf(attempt, event), event, freshInvocation));
        return;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
      await attempt.landed();
    }
  };

  const begin = (
    { key, change, deliveries, follower }: ChangeStep,
    index: number,
  ): readonly Promise<void>[] => {
    const sequencer = `005${(0x10 + index * 8).toString(16)}`;
    const count = apply(key, change);
    if (follower) followers.set(sequencer, { change: follower, changes: count });
    const event = { bucket, key, eventName: change, sequencer };
    return Array.from({ length: deliveries }, () => deliver(event));
  };

  return {
    raw,
    processed,
    recordOf,
    async play(steps) {
      const deliveries: Promise<void>[] = [];
      for (const [index, step] of steps.entries()) {
        await turn();
        if ('deploy' in step) deployment = deployments[deployment === deployments[0] ? 1 : 0];
        else if ('key' in step) deliveries.push(...begin(step, index));
        else deliveries.push(deliver({ bucket, key: step.reprocess, eventName: 'Reprocess' }));
      }
      await Promise.all(deliveries);
      if (violations.length > 0) throw violations[0];
    },
  };
};

/** As the adapters of S3 do: all are waited for, though one fails. */
const all = async (calls: readonly Promise<unknown>[]): Promise<void> => {
  await Promise.allSettled(calls);
  await Promise.all(calls);
};
