import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses before the second and third attempt: ms. */
const pauses = [1_000, 5_000];

/**
 * Does what may fail for a reason that passes, up to three times.
 * @param isFinal whether a failure is worth no other attempt. Default: none is
 * @throws what the last attempt threw; the signal's reason
 */
export const patiently = async <T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<T> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      const pause = pauses[attempt];
      if (pause === undefined || isFinal(error)) throw error;
      await sleep(pause, undefined, signal && { signal });
    }
  }
};
