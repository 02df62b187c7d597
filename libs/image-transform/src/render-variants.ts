import type { ImageFile } from '@image-pipeline/image-file';
import { renderingFingerprint } from './fingerprint.ts';
import { withinDeadline } from './limits/deadline.ts';
import { parseLimits, type RenderLimits } from './limits/render-limits.ts';
import { fileRecipesOf, parseRecipes } from './recipes/parse-recipes.ts';
import type { ParsedRecipes, Recipe } from './recipes/recipe.ts';
import { renderImage, type Rendering } from './render-image.ts';
import type { Credit } from './variants/credit.ts';
import { createWatermarks, requireWatermarks, type WatermarkFiles } from './variants/finish/watermarks.ts';

/** What a renderer is told beside its recipes. */
export interface RendererOptions {
  /** Image files by the names under which recipes ask for them as their watermark. PNG or SVG have transparency. */
  readonly watermarks?: WatermarkFiles | undefined;
  /** What one image may cost. Those left out take their default. */
  readonly limits?: Partial<RenderLimits>;
}

/** What one image is rendered with. */
export interface ImageOptions {
  /** Written into the variants of recipes that keep the copyright; `extractMetadata` finds it in the file. */
  readonly credit?: Credit | undefined;
  /** For an image that has less time than the others. @defaultValue that of the limits */
  readonly maxMilliseconds?: number;
}

/** Makes the same variants of any number of images. */
export interface Renderer {
  /** Names what decides the bytes of the variants beside the image, in 12 hexadecimal digits: see `fingerprint.ts`. */
  readonly fingerprint: string;
  /**
   * Makes all variants of an image from one decode.
   * The picture is turned upright first, never enlarged, converted to sRGB, and leaves all its metadata behind.
   * Of an animation or a document the first frame or page is shown, unless a recipe plays an animation.
   * @param source a JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF or SVG file, recognised by its content, or what
   * `readImageFile` has made of it for its metadata: then it is not read again
   * @throws ImageRejectedError when the same bytes would fail again: no image, damaged, over a limit
   * @throws WatermarkError when a watermark is no image
   */
  render(source: Uint8Array | ImageFile, options?: ImageOptions): Promise<Rendering>;
}

/**
 * A renderer for many images: what does not depend on the image is worked out once. It opens each watermark once and
 * keeps it at the sizes in which it was drawn, up to 8 MiB.
 * @throws RecipeError when a recipe names a watermark that is not there
 * @throws LimitError when a limit cannot be used
 */
export const createRenderer = (
  recipes: ParsedRecipes,
  { watermarks: files = {}, limits: given = {} }: RendererOptions = {},
): Renderer => {
  const fileRecipes = fileRecipesOf(recipes);
  const limits = parseLimits(given);
  requireWatermarks(fileRecipes, files);
  const watermarks = createWatermarks(files, limits.maxMilliseconds);
  return {
    fingerprint: renderingFingerprint(fileRecipes, files, limits),
    render: (source, { credit = {}, maxMilliseconds = limits.maxMilliseconds } = {}) => {
      const request = { recipes: fileRecipes, limits, watermarks, credit };
      return withinDeadline(maxMilliseconds, (deadline) => renderImage(source, request, deadline));
    },
  };
};

/** The limits that hold for one image, what its variants may say about it, and their watermarks. */
export interface RenderOptions extends Partial<RenderLimits>, Pick<RendererOptions, 'watermarks'> {
  readonly credit?: Credit;
}

/**
 * Makes all variants of one image in one call: see `Renderer.render`. For many images `createRenderer` is cheaper.
 * @param options limits that are left out take their default
 * @throws ImageRejectedError when the same bytes would fail again: no image, damaged, over a limit
 * @throws RecipeError | LimitError | WatermarkError when an argument cannot be used
 */
export const renderVariants = async (
  source: Uint8Array | ImageFile,
  recipes: readonly Recipe[],
  { credit, watermarks, ...limits }: RenderOptions = {},
): Promise<Rendering> =>
  createRenderer(parseRecipes(recipes), { watermarks, limits }).render(source, { credit });
