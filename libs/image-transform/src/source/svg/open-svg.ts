import { bytesPerPixel } from '../../limits/limits-for-memory.ts';
import type { RenderLimits } from '../../limits/render-limits.ts';
import type { OpenedImage } from '../opened-image.ts';
import { still } from '../playback.ts';
import { ImageRejectedError } from '../rejection.ts';
import { sourceContentTypes } from '../source-format.ts';
import { svgSize } from './svg-size.ts';
import { svgRootOf } from './svg-text.ts';

const mebibyte = 1024 * 1024;

/**
 * Node, sharp and fonts: 80 MiB before anything is drawn, and some room. With the 100 to 140 MiB of the parent, which
 * waits and has no pixels yet, that is what `limitsForMemory` leaves to a process beside its pictures: 256 MiB.
 */
const reservedBytes = 128 * mebibyte;

/**
 * Reads the size of an SVG from its root, in JavaScript and without reading on: nothing of it is drawn.
 * Its pixels are those of the size it says, so limits hold for it as for a photo. What is embedded in it says no size
 * here; drawing it may take the memory that the dearest photo of `maxPixels` takes, which is a photo of about as many
 * pixels: 11 to 15 bytes each.
 * @throws ImageRejectedError `corrupt` when the root is cut off, not well-formed, or of no size
 */
export const openSvg = (bytes: Uint8Array, { maxPixels }: RenderLimits): OpenedImage => {
  const { width, height } = sizeOf(bytes);
  return {
    bytes,
    header: {
      format: 'svg',
      contentType: sourceContentTypes.svg,
      width: Math.round(width),
      height: Math.round(height),
      orientation: 1,
      pages: 1,
      hasAlpha: true,
      blocks: {},
    },
    space: 'srgb',
    playback: still,
    drawing: { width, height, maxMemory: reservedBytes + maxPixels * bytesPerPixel },
  };
};

const sizeOf = (bytes: Uint8Array) => {
  try {
    const attributes = svgRootOf(bytes)?.attributes;
    if (attributes === undefined) throw new Error('SVG: its root is cut off or not well-formed');
    return svgSize(attributes);
  } catch (cause) {
    throw new ImageRejectedError('corrupt', { format: 'svg', part: 'header' }, { cause });
  }
};
