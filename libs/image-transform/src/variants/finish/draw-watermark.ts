import { shown } from '@image-pipeline/errors';
import { ImageRejectedError } from '@image-pipeline/image-file';
import { RecipeError, WatermarkError } from '../../errors.ts';
import type { Size } from '../../geometry/size.ts';
import { defaultLimits } from '../../limits/render-limits.ts';
import { decodePicture } from '../../picture/decode-picture.ts';
import type { Deadline } from '../../picture/pixels/deadline.ts';
import { pipelineFrom, toPicture, type Picture } from '../../picture/pixels/picture.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import type { Watermark } from '../../recipes/watermark-option.ts';
import { openImage } from '../../source/open-image.ts';
import { placeWatermark } from './place-watermark.ts';

/** The files of watermarks by their names. */
export type WatermarkFiles = Readonly<Record<string, Uint8Array>>;

/** A watermark as it is laid over a variant: RGB and straight alpha, and its upper left corner in pixels. */
export interface PlacedWatermark {
  readonly picture: Picture;
  readonly left: number;
  readonly top: number;
}

/** @throws RecipeError when a recipe names a watermark that is not there */
export const requireWatermarks = (recipes: readonly Recipe[], files: WatermarkFiles): void => {
  for (const { name, watermark } of recipes) {
    if (watermark === undefined || Object.hasOwn(files, watermark.image)) continue;
    const known = Object.keys(files).join(', ') || 'none was given';
    const expected = `the name of one of the watermarks: ${known}`;
    const received = shown(watermark.image);
    throw new RecipeError({ recipe: shown(name), option: 'watermark.image', expected, received });
  }
};

/**
 * Decodes a watermark at the size it has on a variant; an SVG is drawn at that size.
 * @param isWide whether the variant's colours are those of Display P3
 * @returns undefined where the variant has no room for it
 * @throws WatermarkError when the file is no image: that is no fault of the picture it should lie on
 */
export const readWatermark = async (
  files: WatermarkFiles,
  watermark: Watermark,
  variant: Size,
  isWide: boolean,
  deadline: Deadline,
): Promise<PlacedWatermark | undefined> => {
  const bytes = files[watermark.image] ?? new Uint8Array();
  try {
    const image = await openImage(bytes, defaultLimits);
    const box = placeWatermark(image.header, variant, watermark);
    if (box === undefined) return undefined;
    const wanted = { size: box, gamuts: new Set<never>() };
    const { srgb } = await decodePicture(bytes, image, wanted, deadline);
    const picture = await withAlpha(srgb, isWide, deadline);
    fade(picture, watermark.opacity);
    return { picture, left: box.left, top: box.top };
  } catch (cause) {
    if (!(cause instanceof ImageRejectedError) || cause.code === 'too-slow') throw cause;
    throw new WatermarkError({ image: watermark.image }, cause);
  }
};

/** sharp's own Display P3 profile turns sRGB's numbers into that space's. */
const withAlpha = (picture: Picture, isWide: boolean, deadline: Deadline): Promise<Picture> => {
  const pipeline = pipelineFrom(picture).ensureAlpha();
  return toPicture(isWide ? pipeline.withIccProfile('p3') : pipeline, deadline);
};

const fade = ({ pixels }: Picture, opacity = 1): void => {
  if (opacity === 1) return;
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = Math.round((pixels[at] ?? 0) * opacity);
};
