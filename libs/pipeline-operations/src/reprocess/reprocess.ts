import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectAddress } from '@image-pipeline/image-records';
import pMap from 'p-map';
import * as v from 'valibot';
import { FunctionFailedError } from '../errors.ts';
import { invokeFunction } from '../function/invoke-function.ts';
import type { Stack } from '../stack/connect-stack.ts';

/** How one object ended. */
export interface Reprocessed extends ObjectAddress {
  /** Of the record that stands now; absent when the function failed. */
  readonly status?: 'ready' | 'rejected' | 'deleted';
  /** Why it failed, after all attempts. */
  readonly error?: Error;
}

/** How much is done at once, and who hears of it. */
export interface ReprocessOptions {
  /** Invocations under way at once, 1 or more. Default 8. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  onDone?(object: Reprocessed): void;
}

const answer = v.object({
  images: v.tuple([v.object({ status: v.picklist(['ready', 'rejected', 'deleted']) })]),
});

/** Pauses before further attempts: ms. */
const pauses = [1_000, 5_000];

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

const processOnceMore = async (
  stack: Stack,
  place: ObjectAddress,
  signal: AbortSignal | undefined,
): Promise<Reprocessed> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const {
        images: [image],
      } = v.parse(answer, await invokeFunction(stack, { reprocess: [place] }, signal));
      return { ...place, status: image.status };
    } catch (error) {
      signal?.throwIfAborted();
      const pause = pauses[attempt];
      if (pause === undefined) {
        return {
          ...place,
          error: error instanceof Error ? error : new FunctionFailedError('Error', String(error)),
        };
      }
      await sleep(pause, undefined, signal && { signal });
    }
  }
};
