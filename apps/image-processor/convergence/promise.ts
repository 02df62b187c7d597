import { isRenderingOf } from '@image-pipeline/image-records';
import fc from 'fast-check';
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readSource } from '../src/read-source.ts';
import { bodies, deployments } from './deployments.ts';
import { bucket, fates, history, type Step } from './history.ts';
import { createWorld, type World } from './world.ts';

/**
 * The promise: when every event has been delivered at least once and handled to its end, processed bucket and table are
 * a function of the raw bucket's final state and of what is deployed, and nothing is left over; and at no moment does a
 * record point to a missing variant. Tried on random histories of a few keys, whose events come late, twice and in any
 * order, with every call interleaved with every other, failing, losing its answer or outliving its process.
 */
export const thePromise = fc.asyncProperty(
  fc.scheduler(),
  history,
  fates,
  async (scheduler, steps, stream) => {
    const world = createWorld(async () => await scheduler.schedule(Promise.resolve()), stream);
    await scheduler.waitFor(world.play(steps));
    await expectFunctionOfRawBucket(world, steps);
  },
);

const expectFunctionOfRawBucket = async (world: World, steps: readonly Step[]): Promise<void> => {
  const pointedTo: string[] = [];
  for (const key of new Set(steps.flatMap((step) => ('key' in step ? [step.key] : [])))) {
    const record = await world.recordOf(key);
    const source = await readSource(world.raw, { bucket, key }, Infinity);
    const sha256 = source.state === 'present' ? source.sha256 : undefined;
    const status = {
      present: sha256 === shaOfText ? 'rejected' : 'ready',
      gone: 'deleted',
      'too-large': 'rejected',
    };
    strictEqual(record?.status, status[source.state], `status of ${key}`);
    if (record.status !== 'deleted') strictEqual(record.source.sha256, sha256, `bytes of ${key}`);
    if (record.status !== 'ready') continue;
    const { revision } = record;
    const isOfOne = deployments.some(({ renderer: { fingerprint } }) =>
      isRenderingOf(revision, { fingerprint, sha256: sha256 ?? '' }),
    );
    strictEqual(isOfOne, true, `revision of ${key}`);
    pointedTo.push(...record.variants.map((variant) => variant.key));
  }
  deepStrictEqual([...world.processed.objects.keys()].sort(), pointedTo.sort(), 'stored and pointed to');
};

const shaOfText = createHash('sha256').update(bodies.text).digest('hex');
