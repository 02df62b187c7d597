import type { RenderLimits } from '../../limits/render-limits.ts';
import { ImageRejectedError } from '../rejection.ts';
import type { SourceFormat } from '../source-format.ts';
import { gifParts } from './gif-parts.ts';
import { heifParts } from './heif-parts.ts';
import { jpegParts } from './jpeg-parts.ts';
import type { PartsOf } from './part.ts';
import { pngParts } from './png-parts.ts';
import { tiffParts } from './tiff-parts.ts';
import { webpParts } from './webp-parts.ts';

/** Of an SVG no more than the root is read. */
const partsOf: Partial<Record<SourceFormat, PartsOf>> = {
  avif: heifParts,
  gif: gifParts,
  heic: heifParts,
  jpeg: jpegParts,
  png: pngParts,
  tiff: tiffParts,
  webp: webpParts,
};

/**
 * Decoders keep up to two copies of metadata, 32 MiB of these 16. A JPEG has room for 16 MiB of ICC profile;
 * depth maps of phones and histories of Photoshop, both XMP, take a few.
 */
const maxMetadataBytes = 16 * 1024 * 1024;

/** What a decoder's lists need for each part, and the time to look at it, however small it is. */
const leastBytes = 256;

/**
 * Refuses a file of too many frames or too much metadata before any decoder opens it. To count frames alone
 * libwebp took 10 s for 5 MB, libtiff 7 s and libnsgif 450 MiB for 90 MB.
 */
export const refuseParts = (
  bytes: Uint8Array,
  format: SourceFormat,
  { maxFrames, maxPixels }: RenderLimits,
): void => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frames = 0;
  let metadataBytes = 0;
  for (const { kind, bytes: least, size } of partsOf[format]?.(file) ?? []) {
    if (kind === 'frame') frames += 1;
    else metadataBytes += Math.max(least, leastBytes);
    if (frames > maxFrames) throw new ImageRejectedError('too-many-frames', { frames, limit: maxFrames });
    if (size && size.width * size.height > maxPixels) {
      const pixels = size.width * size.height;
      throw new ImageRejectedError('too-many-pixels', { pixels, ...size, pages: 1, limit: maxPixels });
    }
    if (metadataBytes > maxMetadataBytes) {
      const context = { part: 'metadata', bytes: metadataBytes, limit: maxMetadataBytes } as const;
      throw new ImageRejectedError('too-many-bytes', context);
    }
  }
};
