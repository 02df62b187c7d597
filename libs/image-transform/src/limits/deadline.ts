import { ImageRejectedError } from '@image-pipeline/image-file';

/** The time one image has. */
export interface Deadline {
  /**
   * Runs one step of native work, unless time is up already.
   * @param step receives the time left in whole seconds, rounded up, for sharp's own timeout; and in whole
   * milliseconds, for a timer of its own that stops it: such a timer never runs out before the deadline does
   */
  run<T>(step: (seconds: number, milliseconds: number) => Promise<T>): Promise<T>;
}

/**
 * Timers count whole milliseconds and may run out one too early. What is stopped before its time is up was not too
 * slow, but failed.
 */
const earliness = 1;

/**
 * Does the work, or rejects as too slow after `limit` milliseconds.
 * sharp counts whole seconds and cannot interrupt an encoder, so native work may go on for a moment
 * after the rejection; no further step of it is started.
 */
export const withinDeadline = async <T>(
  limit: number,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> => {
  const end = performance.now() + limit;
  const tooSlow = (options?: ErrorOptions) => new ImageRejectedError('too-slow', { limit }, options);
  const deadline: Deadline = {
    async run(step) {
      const left = end - performance.now();
      if (left <= 0) throw tooSlow();
      try {
        return await step(Math.ceil(left / 1000), Math.ceil(left) + earliness);
      } catch (cause) {
        // A step that sharp stopped reports a time-out of its own, and only ever after the end.
        throw performance.now() >= end ? tooSlow({ cause }) : cause;
      }
    },
  };
  const timer = Promise.withResolvers<never>();
  const handle = setTimeout(() => timer.reject(tooSlow()), limit);
  try {
    return await Promise.race([work(deadline), timer.promise]);
  } finally {
    clearTimeout(handle);
  }
};
