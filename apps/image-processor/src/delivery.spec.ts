import { imageIdOf } from '@image-pipeline/image-records';
import { createInMemoryImageRecordRepository } from '@image-pipeline/image-records/testing';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { ObjectEvent } from './object-events.ts';
import { processObject, type Pipeline } from './process-object.ts';
import { readSource } from './read-source.ts';
import { readSettings } from './settings.ts';
import { deployed } from './testing/deployment.ts';
import { environment } from './testing/environment.ts';
import { createInMemoryProcessedBucket, createInMemoryRawBucket } from './testing/in-memory-buckets.ts';
import { freshInvocation } from './testing/invocation.ts';

/**
 * The promise under S3's delivery, tried on random histories: uploads, overwrites and removals of a few keys, whose
 * events come late, twice and in any order, with every call of the pipeline interleaved with every other.
 */

const bucket = 'raw-images';
const keys = ['a.jpg', 'b.jpg'] as const;
const recipes = JSON.stringify([
  { name: 'thumb', fit: 'cover', width: 4, height: 4, format: 'jpeg' },
  { name: 'small', fit: 'width', width: 6, format: 'png' },
]);
const deployment = deployed(readSettings({ ...environment, RECIPES: recipes }));

interface Step {
  readonly key: (typeof keys)[number];
  readonly change: 'red' | 'green' | 'blue' | 'text' | 'remove';
  /** How often the event is delivered. */
  readonly deliveries: number;
}

const history = fc.array(
  fc.record<Step>({
    key: fc.constantFrom(...keys),
    change: fc.constantFrom('red', 'green', 'blue', 'text', 'remove'),
    deliveries: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 7 },
);

const bodies = new Map<string, Uint8Array>([['text', Buffer.from('this is no image')]]);
beforeAll(async () => {
  for (const background of ['red', 'green', 'blue']) {
    const create = { width: 8, height: 8, channels: 3, background } as const;
    bodies.set(background, await sharp({ create }).png().toBuffer());
  }
});

class Fault extends Error {}
const noFaults = ([] as boolean[]).values();

const createWorld = (scheduler: fc.Scheduler, faults: Iterator<boolean>) => {
  const raw = createInMemoryRawBucket();
  const processed = createInMemoryProcessedBucket();
  const records = createInMemoryImageRecordRepository();
  let attempts = 0;

  /** Any call may wait for any other, and may fail before it takes effect. */
  const unsteady =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await scheduler.schedule(Promise.resolve());
      if (faults.next().value && attempts < 200) throw new Fault();
      const result = await call(...args);
      await expectNoDanglingRecord();
      return result;
    };

  const expectNoDanglingRecord = async () => {
    for (const key of keys) {
      const record = await records.get(imageIdOf({ bucket, key }));
      const missing =
        record?.status === 'ready' ? record.variants.filter((it) => !processed.objects.has(it.key)) : [];
      expect(missing).toEqual([]);
    }
  };

  const pipeline: Pipeline = {
    ...deployment,
    sources: { open: unsteady((place) => raw.open(place)) },
    variants: {
      put: (variants) =>
        Promise.all(variants.map((one) => unsteady(processed.put)([one]))).then(() => undefined),
      remove: unsteady((names) => processed.remove(names)),
    },
    records: { ...records, commit: unsteady((record) => records.commit(record)) },
  };

  /** As Lambda and a redrive do: again, until it is handled to its end. */
  const deliver = async (event: ObjectEvent): Promise<void> => {
    await scheduler.schedule(Promise.resolve());
    for (;;) {
      attempts += 1;
      try {
        await processObject(pipeline, event, freshInvocation);
        return;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
    }
  };

  const play = async (steps: readonly Step[]): Promise<void> => {
    const deliveries: Promise<void>[] = [];
    for (const [index, { key, change, deliveries: times }] of steps.entries()) {
      await scheduler.schedule(Promise.resolve());
      if (change === 'remove') raw.delete(key);
      else raw.put(key, bodies.get(change)!);
      const eventName = change === 'remove' ? 'ObjectRemoved:Delete' : 'ObjectCreated:Put';
      const event = { bucket, key, eventName, sequencer: `005${(0x10 + index * 8).toString(16)}` };
      for (let time = 0; time < times; time += 1) deliveries.push(deliver(event));
    }
    await Promise.all(deliveries);
  };

  const expectFunctionOfRawBucket = async (steps: readonly Step[]) => {
    const pointedTo: string[] = [];
    for (const key of new Set(steps.map((step) => step.key))) {
      const record = await records.get(imageIdOf({ bucket, key }));
      const source = await readSource(raw, { bucket, key }, Infinity);
      const last = steps.filter((step) => step.key === key).at(-1);
      const status = { red: 'ready', green: 'ready', blue: 'ready', text: 'rejected', remove: 'deleted' }[
        last!.change
      ];
      expect(record?.status).toBe(status);
      if (source.state === 'present') {
        const sha256 = createHash('sha256').update(source.body).digest('hex');
        expect(record).toMatchObject({ source: { sha256 } });
      }
      if (record?.status === 'ready') pointedTo.push(...record.variants.map((variant) => variant.key));
    }
    return { stored: [...processed.objects.keys()].sort(), pointedTo: pointedTo.sort() };
  };

  return { play, expectFunctionOfRawBucket };
};

describe('the promise under S3 delivery', () => {
  it('holds for every history, order, repetition and interleaving of events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), history, async (scheduler, steps) => {
        const world = createWorld(scheduler, noFaults);
        await scheduler.waitFor(world.play(steps));
        const { stored, pointedTo } = await world.expectFunctionOfRawBucket(steps);
        expect(stored).toEqual(pointedTo);
      }),
      { numRuns: 150 },
    );
  });

  it('holds when calls fail and events are delivered again; only unreferenced variants may be left behind', async () => {
    const faults = fc.infiniteStream(fc.integer({ min: 0, max: 7 }).map((n) => n === 0));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), history, faults, async (scheduler, steps, stream) => {
        const world = createWorld(scheduler, stream);
        await scheduler.waitFor(world.play(steps));
        const { stored, pointedTo } = await world.expectFunctionOfRawBucket(steps);
        expect(stored).toEqual(expect.arrayContaining(pointedTo));
      }),
      { numRuns: 150 },
    );
  });
});
