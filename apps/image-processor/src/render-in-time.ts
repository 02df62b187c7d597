import { ImageRejectedError, type ImageFile } from '@image-pipeline/image-file';
import type { Credit, Renderer, Rendering } from '@image-pipeline/image-transform';
import { OutOfTimeError } from './errors.ts';
import type { Settings } from './settings.ts';

/** What Lambda tells of the invocation that is under way: the part of its context that is used. */
export interface Invocation {
  /** Milliseconds until Lambda kills it. */
  getRemainingTimeInMillis(): number;
}

/** The renderer, and how much time it has. */
interface Deployment {
  readonly renderer: Renderer;
  readonly settings: Pick<Settings, 'limits' | 'storingMilliseconds'>;
}

/**
 * Renders under the limits, and within what the invocation has left of its time: earlier records of the same event
 * and a slow download take theirs first. A rejection must not depend on those, so an image is rejected as too slow
 * only if it had all of its time.
 *
 * @param credit who made the picture and whose it is, for recipes that keep that
 * @throws ImageRejectedError when the same bytes would fail again
 * @throws OutOfTimeError when they had less than their time; in an invocation of their own they have all of it
 */
export const renderInTime = async (
  { renderer, settings: { limits, storingMilliseconds } }: Deployment,
  source: Uint8Array | ImageFile,
  credit: Credit,
  invocation: Invocation,
): Promise<Rendering> => {
  const left = Math.floor(invocation.getRemainingTimeInMillis() - storingMilliseconds);
  if (left >= limits.maxMilliseconds) return await renderer.render(source, { credit });
  if (left <= 0) throw new OutOfTimeError(0, limits.maxMilliseconds);
  try {
    return await renderer.render(source, { credit, maxMilliseconds: left });
  } catch (error) {
    if (!isTooSlow(error)) throw error;
    throw new OutOfTimeError(left, limits.maxMilliseconds, { cause: error });
  }
};

const isTooSlow = (error: unknown) => error instanceof ImageRejectedError && error.code === 'too-slow';
