import { withinDeadline } from './deadline.ts';
import { decodePicture } from './decode-picture.ts';
import { describePicture, type PictureDescription } from './describe-picture.ts';
import { encodeVariants, type RenderedVariant } from './encode-variant.ts';
import { openImage, type ImageHeader } from './open-image.ts';
import { parseLimits, type RenderLimits } from './limits.ts';
import { planVariants } from './plan-variants.ts';
import { parseRecipes, type Recipe } from './recipes.ts';

/** Everything one image gives: what it was, its variants in the order of their recipes, and a description. */
export interface Rendering extends PictureDescription {
  readonly header: ImageHeader;
  readonly variants: readonly RenderedVariant[];
}

/**
 * Makes all variants of an image from one decode.
 * The picture is turned upright first, never enlarged, converted to sRGB, and leaves all its metadata behind.
 * Of an animation or a document the first frame or page is shown.
 * @param bytes a JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF or SVG file, recognised by its content
 * @param limits those left out take their default
 * @throws ImageRejectedError when the same bytes would fail again: no image, damaged, over a limit
 * @throws RecipeError | LimitError when an argument cannot be used
 */
export async function renderVariants(
  bytes: Uint8Array,
  recipes: readonly Recipe[],
  limits: Partial<RenderLimits> = {},
): Promise<Rendering> {
  const wanted = parseRecipes(recipes);
  const allowed = parseLimits(limits);
  return withinDeadline(allowed.maxMilliseconds, async (deadline) => {
    const image = await openImage(bytes, allowed);
    const plan = planVariants(image.header, wanted);
    const picture = await decodePicture(bytes, image, plan.decoded, deadline);
    const [description, variants] = await Promise.all([
      describePicture(picture, image.header, deadline),
      encodeVariants(picture, plan.variants, deadline),
    ]);
    return { header: image.header, variants, ...description };
  });
}
