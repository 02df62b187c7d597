import { isAnimation } from '../describe-picture.ts';
import { shownSize, type Placement } from '../geometry.ts';
import type { RenderLimits } from '../limits.ts';
import type { ImageHeader } from '../open-image.ts';
import type { FileRecipe } from '../recipes.ts';

/**
 * How many frames a source can play. libvips cannot turn frames, and an animation on its side is next to unknown: of
 * such a one the first frame is shown, upright.
 */
export const playableFrames = (header: ImageHeader): number =>
  isAnimation(header) && header.orientation === 1 ? header.pages : 1;

/**
 * How many of those a variant plays: all or one. Two things make it stand still:
 * - Memory: all frames of a variant are held together while it is encoded, and a `contain` can make them far larger than
 *   the source's. 10 KB that hold 300 frames of 10 x 10 pixels took 590 MB in a box of 640 x 640. So they may not have
 *   more pixels together than a source may have.
 * - Time: a still picture in time is better than an image that is rejected as too slow. So a variant may take a budget
 *   of its own, as estimated from its pixels and never by the time that is left: what it shows must not depend on that.
 */
export function playedFrames(
  recipe: FileRecipe,
  placement: Placement,
  playable: number,
  { maxPixels, maxAnimationMilliseconds }: Pick<RenderLimits, 'maxPixels' | 'maxAnimationMilliseconds'>,
): number {
  if (!('animated' in recipe && recipe.animated)) return 1;
  const { width, height } = shownSize(placement);
  const pixels = width * height * playable;
  const isAffordable =
    pixels <= maxPixels && encodingMilliseconds(pixels, recipe) <= maxAnimationMilliseconds;
  return isAffordable ? playable : 1;
}

/** What libwebp takes for a megapixel at each effort from 0 to 6, in milliseconds of one vCPU, rounded up. */
const millisecondsPerMegapixel = [100, 120, 150, 300, 400, 600, 1000] as const;

/** Lossless takes six times as long. */
const losslessFactor = 6;

const encodingMilliseconds = (
  pixels: number,
  { effort = 2, lossless = false }: { readonly effort?: number; readonly lossless?: boolean },
): number =>
  (pixels / 1_000_000) * (millisecondsPerMegapixel[effort] ?? Infinity) * (lossless ? losslessFactor : 1);
