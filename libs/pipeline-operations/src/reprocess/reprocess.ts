import type { ObjectAddress } from '@image-pipeline/image-records';
import pMap from 'p-map';
import type { Stack } from '../stack/connect-stack.ts';
import { processOnceMore, type Reprocessed } from './process-once-more.ts';

/** How much is done at once, and who hears of it. */
export interface ReprocessOptions {
  /** Invocations under way at once, 1 or more. Default 8. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  onDone?(object: Reprocessed): void;
}

/**
 * Has the function process objects once more, an invocation each: their records keep their place in the order of events
 * and become of what is deployed now. Safe to repeat and to cut off: what is done already costs a read of the source.
 *
 * One that fails does not keep the others from being processed.
 * @returns how many ended how
 * @throws the signal's reason; what the selection throws
 */
export const reprocess = async (
  stack: Stack,
  objects: AsyncIterable<ObjectAddress>,
  { concurrency = 8, signal, onDone }: ReprocessOptions = {},
): Promise<{ readonly done: number; readonly failed: number }> => {
  let [done, failed] = [0, 0];
  const one = async (place: ObjectAddress): Promise<void> => {
    const ended = await processOnceMore(stack, place, signal);
    if (ended.error) failed += 1;
    else done += 1;
    onDone?.(ended);
  };
  await pMap(objects, one, { concurrency, ...(signal && { signal }) });
  return { done, failed };
};
