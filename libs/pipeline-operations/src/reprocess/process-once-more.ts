import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectAddress } from '@image-pipeline/image-records';
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

const answer = v.object({
  images: v.tuple([v.object({ status: v.picklist(['ready', 'rejected', 'deleted']) })]),
});

/** Pauses before further attempts: ms. */
const pauses = [1_000, 5_000];

/**
 * Has the function process one object once more, in an invocation of its own, up to three times.
 * @returns how it ended; a failure of the function or of AWS is no exception
 * @throws the signal's reason
 */
export const processOnceMore = async (
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
