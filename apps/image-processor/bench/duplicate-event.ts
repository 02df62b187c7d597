/**
 * Processes the upload of a photo, and then the same event once more, again and again with new keys; the buckets and
 * the table are in memory. Prints the CPU time of the first and of the second delivery as JSON: medians, in milliseconds.
 */
import { createInMemoryImageRecordRepository } from '@image-pipeline/image-records/testing';
import { defaultRecipes } from '@image-pipeline/image-transform';
import { readFileSync } from 'node:fs';
import type { Pipeline } from '../src/pipeline.ts';
import { processObject } from '../src/process-object.ts';
import { readSettings } from '../src/settings.ts';
import { deployed } from '../src/testing/deployment.ts';
import { environment } from '../src/testing/environment.ts';
import { createInMemoryProcessedBucket, createInMemoryRawBucket } from '../src/testing/in-memory-buckets.ts';
import { freshInvocation } from '../src/testing/invocation.ts';

const [file = '', runs = '9'] = process.argv.slice(2);
const bytes = readFileSync(file);
const bucket = 'raw-images';

const sources = createInMemoryRawBucket();
const pipeline: Pipeline = {
  ...deployed(readSettings({ ...environment, RECIPES: JSON.stringify(defaultRecipes) })),
  sources,
  variants: createInMemoryProcessedBucket(),
  records: createInMemoryImageRecordRepository(),
};

const deliver = async (key: string, expected: 'committed' | 'superseded'): Promise<number> => {
  const before = process.cpuUsage();
  const event = { bucket, key, eventName: 'ObjectCreated:Put', sequencer: '0055AED6DCD90281E5' };
  const { record, outcome } = await processObject(pipeline, event, freshInvocation);
  if (record.status !== 'ready' || outcome !== expected) throw new Error(`${record.status}, ${outcome}`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const first: number[] = [];
const duplicate: number[] = [];
for (let run = 0; run <= Number(runs); run++) {
  const key = `${run}.jpg`;
  sources.put(key, bytes);
  const taken = [await deliver(key, 'committed'), await deliver(key, 'superseded')] as const;
  // The first run of each warms up.
  if (run === 0) continue;
  first.push(taken[0]);
  duplicate.push(taken[1]);
}
process.stdout.write(JSON.stringify({ first: median(first), duplicate: median(duplicate) }));
