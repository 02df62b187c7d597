import type { ImageFile, ImageHeader } from '@image-pipeline/image-file';
import { describePicture, sampleSize, type PictureDescription } from './description/describe-picture.ts';
import type { Size } from './geometry/size.ts';
import type { Deadline } from './limits/deadline.ts';
import type { RenderLimits } from './limits/render-limits.ts';
import { decodePicture } from './picture/decode-picture.ts';
import { release } from './picture/pixels/picture.ts';
import { scaleInGamuts } from './picture/scaled-pictures.ts';
import type { FileRecipe } from './recipes/recipe.ts';
import { openImage } from './source/open-image.ts';
import { decodeFrames } from './variants/animation/decode-frames.ts';
import type { Credit } from './variants/credit.ts';
import { encodeVariants, type RenderedVariant } from './variants/encode-variants.ts';
import type { Watermarks } from './variants/finish/watermarks.ts';
import { playableFrames } from './variants/plan/moving-variants.ts';
import { planVariants, type VariantPlan } from './variants/plan/plan-variants.ts';
import type { SkippedVariant } from './variants/plan/planned-or-skipped.ts';

/** Everything one image gives: what it was, its variants in the order of their recipes, and a description. */
export interface Rendering extends PictureDescription {
  readonly header: ImageHeader;
  readonly variants: readonly RenderedVariant[];
  /** AVIFs that the limits leave no room for; decided by their sizes, so the same image always has the same variants. */
  readonly skipped: readonly SkippedVariant[];
  /** Whether an SVG has text that its variants do not show: there are no fonts, or it is of a kind that is not drawn. */
  readonly textLeftOut: boolean;
}

/** What is wanted of an image, parsed. */
export interface RenderRequest {
  readonly recipes: readonly FileRecipe[];
  readonly limits: RenderLimits;
  readonly watermarks: Watermarks;
  readonly credit: Credit;
}

/**
 * The whole way of an image: open, plan, decode, scale, encode, describe.
 * @throws ImageRejectedError when the same bytes would fail again
 * @throws WatermarkError when a watermark is no image
 */
export const renderImage = async (
  source: Uint8Array | ImageFile,
  { recipes, limits, watermarks, credit }: RenderRequest,
  deadline: Deadline,
): Promise<Rendering> => {
  const image = await openImage(source, limits);
  const { header } = image;
  const plan = planVariants(header, recipes, limits, playableFrames(header));
  const decoded = await decodePicture(image, plan.decoded, deadline);
  const pictures = scaleInGamuts(decoded, sizesNeeded(plan), deadline);
  const moves = plan.variants.some(({ frames }) => frames > 1);
  const animation = moves ? await decodeFrames(image, deadline) : undefined;
  const materials = { pictures, animation, credit, watermarks };
  const variants = await encodeVariants(materials, plan.variants, deadline);
  const description = await describePicture(pictures.srgb, header);
  // After a failure something may be under way still: then the garbage collector has to do it.
  await pictures.release();
  if (animation) release(animation.frames);
  const { textLeftOut } = decoded;
  return { header, variants, skipped: plan.skipped, textLeftOut, ...description };
};

const sizesNeeded = ({ decoded, variants }: VariantPlan): readonly Size[] => [
  ...variants.map(({ placement }) => placement.scaled),
  sampleSize(decoded.size),
];
