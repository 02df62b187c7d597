import type { ImageHeader } from '@image-pipeline/image-file';
import { isAnimation } from '../../description/describe-picture.ts';
import { shownSize, type Placement } from '../../geometry/placement.ts';
import { areaOf, type Size } from '../../geometry/size.ts';
import type { RenderLimits } from '../../limits/render-limits.ts';
import type { FileRecipe } from '../../recipes/recipe.ts';

/**
 * How many frames a source can play. libvips cannot turn frames, and an animation on its side is next to unknown: of
 * such a one the first frame is shown, upright.
 */
export const playableFrames = (header: ImageHeader): number =>
  isAnimation(header) && header.orientation === 1 ? header.pages : 1;

interface PlacedVariant {
  readonly recipe: FileRecipe;
  readonly placement: Placement;
}

/**
 * How many of those each variant plays: all or one. Two things make a variant stand still:
 * - Memory: all its frames are held together while it is encoded, and a `contain` can make them far larger than the
 *   source's. 10 KB that hold 300 frames of 10 x 10 pixels took 590 MB in a box of 640 x 640. So they may not have more
 *   pixels together than a source may have.
 * - Time: a still picture in time is better than an image that is rejected as too slow. So the animated variants
 *   together have a budget, spent on the smallest first, as estimated from their pixels and never by the time that is
 *   left: what they show must not depend on that.
 * @param source the upright picture, in pixels
 * @returns as many numbers as there are variants
 */
export const playedFrames = (
  variants: readonly PlacedVariant[],
  source: Size,
  playable: number,
  { maxPixels, maxAnimationMilliseconds }: Pick<RenderLimits, 'maxPixels' | 'maxAnimationMilliseconds'>,
): readonly number[] => {
  const moving = new Set<PlacedVariant>();
  const pixelsOf = (variant: PlacedVariant) => areaOf(shownSize(variant.placement)) * playable;
  let spent = 0;
  for (const variant of variants.filter(isAnimated).sort((a, b) => pixelsOf(a) - pixelsOf(b))) {
    const cost = preparing(areaOf(source) * playable) + encoding(pixelsOf(variant), variant.recipe);
    if (pixelsOf(variant) > maxPixels || spent + cost > maxAnimationMilliseconds) continue;
    spent += cost;
    moving.add(variant);
  }
  return variants.map((variant) => (moving.has(variant) ? playable : 1));
};

const isAnimated = ({ recipe }: PlacedVariant): boolean => 'animated' in recipe && recipe.animated === true;

/** Every variant reads and scales all frames of the source: 28 ms of one vCPU for a megapixel, rounded up. */
const preparing = (pixels: number): number => (pixels / 1_000_000) * 30;

/** What libwebp takes for a megapixel at each effort from 0 to 6, in milliseconds of one vCPU, rounded up. */
const millisecondsPerMegapixel = [100, 120, 150, 300, 400, 600, 1000] as const;

/** Lossless takes six times as long. */
const losslessFactor = 6;

const encoding = (pixels: number, recipe: FileRecipe): number => {
  const { effort = 2, lossless = false } = recipe as {
    readonly effort?: number;
    readonly lossless?: boolean;
  };
  const perMegapixel = millisecondsPerMegapixel[effort] ?? Infinity;
  return (pixels / 1_000_000) * perMegapixel * (lossless ? losslessFactor : 1);
};
