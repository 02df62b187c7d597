import type { Sharp } from 'sharp';
import type { PlacedWatermark } from './watermarks.ts';

/**
 * Lays a watermark over what a pipeline makes.
 * @param isOpaque whether the variant has no transparency: sharp adds an alpha channel, which is then taken off again
 */
export const layOver = (
  pipeline: Sharp,
  { picture, left, top }: PlacedWatermark,
  isOpaque: boolean,
): Sharp => {
  const { pixels, width, height, channels } = picture;
  const marked = pipeline.composite([
    {
      input: Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength),
      raw: { width, height, channels },
      left,
      top,
    },
  ]);
  return isOpaque ? marked.removeAlpha() : marked;
};
