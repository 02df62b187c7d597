import type { ImageHeader } from '@image-pipeline/image-file';
import { areaOf, type Size } from '../../geometry/size.ts';
import type { RenderLimits } from '../../limits/render-limits.ts';
import { encodingCost } from '../../recipes/formats/format-table.ts';
import { isAnimation } from '../../source/playback.ts';
import { cheapestFirst, encodedPixels } from './cheapest-first.ts';
import type { PlannedVariant } from './planned-or-skipped.ts';

/**
 * How many frames a source can play. libvips cannot turn frames, and an animation on its side is next to unknown: of
 * such a one the first frame is shown, upright.
 */
export const playableFrames = (header: ImageHeader): number =>
  isAnimation(header) && header.orientation === 1 ? header.pages : 1;

type PlacedVariant = Pick<PlannedVariant, 'recipe' | 'placement'>;

/**
 * The variants that play all frames of the source; two things make the others stand still:
 * - Memory: all frames of a variant are held together while it is encoded, and a `contain` can make them far larger
 *   than the source's. 10 KB that hold 300 frames of 10 x 10 pixels took 590 MB in a box of 640 x 640. So they may not
 *   have more pixels together than a source may have.
 * - Time: a still picture in time is better than an image that is rejected as too slow. So the animated variants
 *   together have a budget.
 * @param source the upright picture, in pixels
 * @param playable how many frames the source can play
 */
export const movingVariants = <Variant extends PlacedVariant>(
  variants: readonly Variant[],
  source: Size,
  playable: number,
  { maxPixels, maxAnimationMilliseconds }: Pick<RenderLimits, 'maxPixels' | 'maxAnimationMilliseconds'>,
): ReadonlySet<Variant> => {
  const pixelsOf = (variant: Variant) => encodedPixels(variant) * playable;
  return cheapestFirst(
    variants.filter((variant) => isAnimated(variant) && pixelsOf(variant) <= maxPixels),
    (variant) => preparing(areaOf(source) * playable) + encodingCost(variant.recipe, pixelsOf(variant)),
    maxAnimationMilliseconds,
  );
};

const isAnimated = ({ recipe }: PlacedVariant): boolean => 'animated' in recipe && recipe.animated === true;

/** Every variant reads and scales all frames of the source: 28 ms of one vCPU for a megapixel, rounded up. */
const preparing = (pixels: number): number => (pixels / 1_000_000) * 30;
