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
 * How many of those a variant plays: all or one. All frames of a variant are in memory together while it is encoded,
 * and a `contain` can make them far larger than the source's: 10 KB that hold 300 frames of 10 x 10 pixels took
 * 590 MB in a box of 640 x 640. What has more pixels than a source may have does not move.
 */
export function playedFrames(
  recipe: FileRecipe,
  placement: Placement,
  playable: number,
  { maxPixels }: Pick<RenderLimits, 'maxPixels'>,
): number {
  if (!('animated' in recipe && recipe.animated)) return 1;
  const { width, height } = shownSize(placement);
  return width * height * playable <= maxPixels ? playable : 1;
}
