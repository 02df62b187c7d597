import type { ImageFile, ImageHeader } from '@image-pipeline/image-file';
import { describePicture, sampleSize, type PictureDescription } from './description/describe-picture.ts';
import type { Size } from './geometry/size.ts';
import { parseLimits, type RenderLimits } from './limits/render-limits.ts';
import { decodePicture } from './picture/decode-picture.ts';
import { withinDeadline, type Deadline } from './picture/pixels/deadline.ts';
import { release } from './picture/pixels/picture.ts';
import { scaleInGamuts } from './picture/scaled-pictures.ts';
import { parseRecipes } from './recipes/parse-recipes.ts';
import type { Recipe } from './recipes/recipe.ts';
import { openImage } from './source/open-image.ts';
import type { OpenedImage } from './source/opened-image.ts';
import { decodeFrames, type Frames } from './variants/animation/decode-frames.ts';
import type { Credit } from './variants/credit.ts';
import { encodeVariants, type RenderedVariant } from './variants/encode-variants.ts';
import { requireWatermarks, type WatermarkFiles } from './variants/finish/draw-watermark.ts';
import { planVariants, type VariantPlan } from './variants/plan/plan-variants.ts';
import type { SkippedVariant } from './variants/plan/planned-variant.ts';
import { playableFrames } from './variants/plan/played-frames.ts';

/** Everything one image gives: what it was, its variants in the order of their recipes, and a description. */
export interface Rendering extends PictureDescription {
  readonly header: ImageHeader;
  readonly variants: readonly RenderedVariant[];
  /** AVIFs that the limits leave no room for; decided by their sizes, so the same image always has the same variants. */
  readonly skipped: readonly SkippedVariant[];
}

/** The limits that hold for one image, and what its variants may say about it. */
export interface RenderOptions extends Partial<RenderLimits> {
  /** Written into the variants of recipes that keep the copyright; `extractMetadata` finds it in the file. */
  readonly credit?: Credit;
  /** Image files by the names under which recipes ask for them as their watermark. PNG or SVG have transparency. */
  readonly watermarks?: WatermarkFiles;
}

/**
 * Makes all variants of an image from one decode.
 * The picture is turned upright first, never enlarged, converted to sRGB, and leaves all its metadata behind.
 * Of an animation or a document the first frame or page is shown, unless a recipe plays an animation.
 * @param source a JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF or SVG file, recognised by its content, or what `readImageFile`
 *   has made of it for its metadata: then it is not read again
 * @param options limits that are left out take their default
 * @throws ImageRejectedError when the same bytes would fail again: no image, damaged, over a limit
 * @throws RecipeError | LimitError | WatermarkError when an argument cannot be used
 */
export const renderVariants = async (
  source: Uint8Array | ImageFile,
  recipes: readonly Recipe[],
  { credit = {}, watermarks = {}, ...limits }: RenderOptions = {},
): Promise<Rendering> => {
  const wanted = parseRecipes(recipes);
  const allowed = parseLimits(limits);
  requireWatermarks(wanted, watermarks);
  return withinDeadline(allowed.maxMilliseconds, async (deadline) => {
    const image = await openImage(source, allowed);
    const { bytes } = image;
    const plan = planVariants(image.header, wanted, allowed, playableFrames(image.header));
    const decoded = await decodePicture(bytes, image, plan.decoded, deadline);
    const pictures = scaleInGamuts(decoded, sizesNeeded(plan), deadline);
    const frames = await framesToPlay(bytes, image, plan, deadline);
    const materials = { pictures, ...(frames && { frames }), credit, watermarks };
    const variants = await encodeVariants(materials, plan.variants, deadline);
    const description = await describePicture(pictures.srgb, image.header);
    // After a failure something may be under way still: then the garbage collector has to do it.
    await pictures.release();
    if (frames) release(frames.roll);
    return { header: image.header, variants, skipped: plan.skipped, ...description };
  });
};

const sizesNeeded = ({ decoded, variants }: VariantPlan): readonly Size[] => [
  ...variants.map(({ placement }) => placement.scaled),
  sampleSize(decoded.size),
];

/** All frames, where a variant plays them. */
const framesToPlay = async (
  bytes: Uint8Array,
  image: OpenedImage,
  { variants }: VariantPlan,
  deadline: Deadline,
): Promise<Frames | undefined> =>
  variants.some((variant) => variant.frames > 1) ? decodeFrames(bytes, image, deadline) : undefined;
