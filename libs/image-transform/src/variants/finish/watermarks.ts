import { shown } from '@image-pipeline/errors';
import { ImageRejectedError } from '@image-pipeline/image-file';
import { RecipeError, WatermarkError } from '../../errors.ts';
import type { Size } from '../../geometry/size.ts';
import { withinDeadline, type Deadline } from '../../limits/deadline.ts';
import { defaultLimits } from '../../limits/render-limits.ts';
import { decodePicture } from '../../picture/decode-picture.ts';
import { pipelineFrom, toPicture, type Picture } from '../../picture/pixels/picture.ts';
import type { FileRecipe } from '../../recipes/recipe.ts';
import { watermarkDefaults, type Watermark } from '../../recipes/watermark-option.ts';
import { openImage, type OpenedImage } from '../../source/open-image.ts';
import { createPictureCache } from './picture-cache.ts';
import { placeWatermark } from './place-watermark.ts';

/** The files of watermarks by their names. */
export type WatermarkFiles = Readonly<Record<string, Uint8Array>>;

/** A watermark as it is laid over a variant: RGB and straight alpha, and its upper left corner in pixels. */
export interface PlacedWatermark {
  readonly picture: Picture;
  readonly left: number;
  readonly top: number;
}

/** The watermarks of one renderer. */
export interface Watermarks {
  /**
   * @param variant the finished variant's size, in pixels
   * @param isWide whether the variant's colours are those of Display P3
   * @returns undefined where the variant has no room for it
   * @throws WatermarkError when the file is no image, or has text that cannot be drawn: that is no fault of the picture
   * it should lie on
   */
  placedOn(variant: Size, watermark: Watermark, isWide: boolean): Promise<PlacedWatermark | undefined>;
}

/** @throws RecipeError when a recipe names a watermark that is not there */
export const requireWatermarks = (recipes: readonly FileRecipe[], files: WatermarkFiles): void => {
  for (const { name, watermark } of recipes) {
    if (watermark === undefined || Object.hasOwn(files, watermark.image)) continue;
    const known = Object.keys(files).join(', ') || 'none was given';
    const expected = `the name of one of the watermarks: ${known}`;
    const received = shown(watermark.image);
    throw new RecipeError({ recipe: shown(name), option: 'watermark.image', expected, received });
  }
};

/**
 * Bytes of drawn marks that are kept. Those of the default variants take about 1 MB, and their sizes are nearly the
 * same for all photos; a process has 100 MiB of room beside its pictures.
 */
const maxKeptBytes = 8 * 1024 * 1024;

/**
 * Opens each file once and draws it once for each size: an SVG is drawn at that size, in a process of its own, which
 * takes longer than a small variant.
 * @param maxMilliseconds for drawing one. The time is its own and not that of the image which needs it first: another
 * image that waits for the same mark may have more time left.
 */
export const createWatermarks = (files: WatermarkFiles, maxMilliseconds: number): Watermarks => {
  const opened = new Map<string, Promise<OpenedImage>>();
  const drawn = createPictureCache(maxKeptBytes);
  const open = (name: string): Promise<OpenedImage> => {
    const kept = opened.get(name);
    if (kept !== undefined) return kept;
    const image = openImage(files[name] ?? new Uint8Array(), defaultLimits);
    opened.set(name, image);
    // A failure is not kept: the next who asks tries again.
    void image.catch(() => opened.delete(name));
    return image;
  };
  return {
    async placedOn(variant, watermark, isWide) {
      const { image: name, opacity = watermarkDefaults.opacity } = watermark;
      try {
        const image = await open(name);
        const box = placeWatermark(image.header, variant, watermark);
        if (box === undefined) return undefined;
        const key = [name, box.width, box.height, isWide, opacity].join();
        const draw = (deadline: Deadline) => drawWatermark(name, image, box, isWide, opacity, deadline);
        const picture = await drawn(key, () => withinDeadline(maxMilliseconds, draw));
        return { picture, left: box.left, top: box.top };
      } catch (cause) {
        throw cause instanceof ImageRejectedError
          ? new WatermarkError('invalid-watermark', { image: name }, cause)
          : cause;
      }
    },
  };
};

const drawWatermark = async (
  name: string,
  image: OpenedImage,
  size: Size,
  isWide: boolean,
  opacity: number,
  deadline: Deadline,
): Promise<Picture> => {
  const { width, height } = size;
  const wanted = { size: { width, height }, gamuts: new Set<never>() };
  const { srgb, textLeftOut } = await decodePicture(image, wanted, deadline);
  // Pictures would go out unmarked, or with half a mark, and caches keep them for a year.
  if (textLeftOut) throw new WatermarkError('watermark-without-text', { image: name });
  const pipeline = pipelineFrom(srgb).ensureAlpha();
  // sharp's own Display P3 profile turns sRGB's numbers into that space's.
  const picture = await toPicture(isWide ? pipeline.withIccProfile('p3') : pipeline, deadline);
  fade(picture, opacity);
  return picture;
};

const fade = ({ pixels }: Picture, opacity: number): void => {
  if (opacity === 1) return;
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = Math.round((pixels[at] ?? 0) * opacity);
};
