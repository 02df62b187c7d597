import type { RenderLimits } from '../limits/render-limits.ts';
import type { ImageHeader } from './opened-image.ts';
import { ImageRejectedError } from './rejection.ts';

/** @throws ImageRejectedError `empty` or `too-many-bytes` */
export const refuseBytes = ({ byteLength: bytes }: Uint8Array, { maxBytes: limit }: RenderLimits): void => {
  if (bytes === 0) throw new ImageRejectedError('empty', {});
  if (bytes > limit) throw new ImageRejectedError('too-many-bytes', { bytes, limit });
};

/**
 * Holds what the header says to the limits, before a pixel is decoded.
 * @throws ImageRejectedError `too-many-frames` or `too-many-pixels`, counted over all frames
 */
export const refuseExtent = (
  { width, height, pages }: ImageHeader,
  { maxFrames, maxPixels }: RenderLimits,
): void => {
  if (pages > maxFrames) throw new ImageRejectedError('too-many-frames', { frames: pages, limit: maxFrames });
  const pixels = width * height * pages;
  if (pixels > maxPixels) {
    throw new ImageRejectedError('too-many-pixels', { pixels, width, height, pages, limit: maxPixels });
  }
};
