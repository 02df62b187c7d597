import type { RenderLimits } from '@image-pipeline/image-transform';

/**
 * How an invocation's time is shared out. Half is the most that one rendering may take, so that a slow image ends as
 * rejected, well before Lambda kills the invocation and tries the same image again. A quarter is kept for what comes
 * after it: storing the variants and committing the record. What is left is for reading the source.
 */
const shares = { rendering: 1 / 2, storing: 1 / 4 } as const;

/** What is kept of an invocation's time for storing and committing, in milliseconds. */
export const storingMilliseconds = (timeoutSeconds: number): number => timeoutSeconds * 1000 * shares.storing;

/** What decides on the limits of a deployment. */
export interface LimitSources {
  /** What the function's memory holds. */
  readonly held: RenderLimits;
  /** What the stack asks for. It lowers what memory holds and never raises it. */
  readonly configured: Partial<RenderLimits>;
  readonly timeoutSeconds: number;
}

/** What one image may cost: decided by the deployment alone, so that the same bytes always end alike. */
export const limitsOf = ({ held, configured, timeoutSeconds }: LimitSources): RenderLimits => {
  const smaller = Object.entries(configured).map(([limit, most]) => [
    limit,
    Math.min(most, held[limit as keyof RenderLimits]),
  ]);
  const maxMilliseconds = timeoutSeconds * 1000 * shares.rendering;
  const inShare = (milliseconds: number) =>
    Math.floor((milliseconds * maxMilliseconds) / held.maxMilliseconds);
  return {
    ...held,
    ...Object.fromEntries(smaller),
    maxMilliseconds,
    maxAvifMilliseconds: inShare(held.maxAvifMilliseconds),
    maxAnimationMilliseconds: inShare(held.maxAnimationMilliseconds),
  };
};
