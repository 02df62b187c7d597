import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { imageIdOf } from '@image-pipeline/image-records';
import pMap from 'p-map';
import { asError } from '../errors.ts';
import { processOnceMore } from '../reprocess/process-once-more.ts';
import type { Stack } from '../stack/connect-stack.ts';
import { compareObjects } from './compare-objects.ts';
import { compareRecords } from './compare-records.ts';
import { compareVariants } from './compare-variants.ts';
import type { Difference } from './difference.ts';

/** What is compared, and who hears of it. */
export interface ReconcileOptions {
  /** Only what is older than this is touched: what is newer may be under way. Default 24. */
  readonly minHours?: number | undefined;
  /** Finds and tells, and changes nothing. Default false. */
  readonly dryRun?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of each difference, and what kept it from being mended. */
  onDone?(difference: Difference, error?: Error): void;
}

/** Differences that are mended at once. */
const concurrency = 8;

/**
 * Compares raw bucket, table and processed bucket with each other, and mends where they differ: after a restored table,
 * events that were lost for good, or a fault of ours. All three are walked through as they are listed, so memory stays
 * bounded. What has a source goes through the function, under the same conditions as ever, so a reconciliation may run
 * beside uploads. Variants of nobody are removed here, after another look at the table: an event of theirs may be
 * handed over again by a redrive at that very moment, so do not run the two side by side.
 *
 * @returns how many differences were found, and how many of them could not be mended
 * @throws the signal's reason; what AWS answers to a listing
 */
export const reconcile = async (
  stack: Stack,
  { minHours = 24, dryRun = false, signal, onDone }: ReconcileOptions = {},
): Promise<{ readonly found: number; readonly failed: number }> => {
  const before = new Date(Date.now() - minHours * 3_600_000);
  let found = 0;
  const unmended = new Set<string>();
  const one = async (difference: Difference): Promise<void> => {
    found += 1;
    const error = dryRun ? undefined : await mend(stack, difference, unmended, signal);
    if (error) unmended.add(imageIdIn(difference));
    onDone?.(difference, error);
  };
  for (const compare of [compareObjects, compareRecords, compareVariants]) {
    await pMap(compare(stack, before), one, { concurrency, ...(signal && { signal }) });
  }
  return { found, failed: unmended.size };
};

const imageIdIn = (difference: Difference): string =>
  'source' in difference ? imageIdOf(difference.source) : difference.imageId;

const mend = async (
  stack: Stack,
  difference: Difference,
  unmended: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<Error | undefined> => {
  if ('source' in difference) return (await processOnceMore(stack, difference.source, signal)).error;
  const { imageId, keys } = difference;
  // Its object is there, and only its processing failed: the variants may be about to be somebody's.
  if (unmended.has(imageId)) return new Error('Its image could not be processed.');
  try {
    if (await stack.records.get(imageId)) return undefined;
    for (const Key of keys) {
      await stack.clients.s3.send(new DeleteObjectCommand({ Bucket: stack.outputs.processedBucket, Key }));
    }
    return undefined;
  } catch (error) {
    return asError(error);
  }
};
