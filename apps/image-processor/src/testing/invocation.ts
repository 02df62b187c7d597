import type { Invocation } from '../render-in-time.ts';

/** An invocation that has so many milliseconds left, however long it takes. */
export const invocationWith = (milliseconds: number): Invocation => ({
  getRemainingTimeInMillis: () => milliseconds,
});

/** One that has all the time of the environment for tests: 60 s. */
export const freshInvocation = invocationWith(60_000);
