import type { ObjectAddress } from '@image-pipeline/image-records';
import * as v from 'valibot';
import { asError } from '../errors.ts';
import { invokeFunction } from '../function/invoke-function.ts';
import { patiently } from '../function/patiently.ts';
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
  try {
    const told = await patiently(() => invokeFunction(stack, { reprocess: [place] }, signal), signal);
    const { images } = v.parse(answer, told);
    return { ...place, status: images[0].status };
  } catch (error) {
    signal?.throwIfAborted();
    return { ...place, error: asError(error) };
  }
};
