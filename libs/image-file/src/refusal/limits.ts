import { isObject, shown } from '@image-pipeline/errors';
import type { SourceFormat } from '../source-format.ts';
import { ImageRejectedError, LimitError } from './errors.ts';

/** What a file may cost whoever opens it. All of it is checked before a pixel is decoded. */
export interface FileLimits {
  /** Size of the file, in bytes. */
  readonly maxBytes: number;
  /** Pixels of all frames together, or of the one picture of a document that is shown. */
  readonly maxPixels: number;
  /** Frames of an animation, or pages of a TIFF. */
  readonly maxFrames: number;
}

/** 100 MiB, 100 million pixels, 1000 frames. Whoever decodes them has to have the memory. */
export const defaultFileLimits: FileLimits = {
  maxBytes: 100 * 1024 * 1024,
  maxPixels: 100_000_000,
  maxFrames: 1000,
};

/**
 * Fills in the limits that are left out.
 * @throws LimitError naming the limit that is not known or not a positive whole number
 */
export const parseFileLimits = (limits: Partial<FileLimits>): FileLimits => {
  if (!isObject(limits)) {
    throw new LimitError({ option: 'limits', expected: 'an object of limits', received: shown(limits) });
  }
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  for (const [option, value] of given) {
    if (!Object.hasOwn(defaultFileLimits, option)) {
      const expected = `only these: ${Object.keys(defaultFileLimits).join(', ')}`;
      throw new LimitError({ option: shown(option), expected, received: 'not known' });
    }
    if (!Number.isSafeInteger(value) || Number(value) < 1) {
      const expected = `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`;
      throw new LimitError({ option, expected, received: shown(value) });
    }
  }
  return { ...defaultFileLimits, ...Object.fromEntries(given) };
};

/** @throws ImageRejectedError `empty` or `too-many-bytes` */
export const refuseBytes = ({ byteLength: bytes }: Uint8Array, { maxBytes: limit }: FileLimits): void => {
  if (bytes === 0) throw new ImageRejectedError('empty', {});
  if (bytes > limit) throw new ImageRejectedError('too-many-bytes', { bytes, limit });
};

/** How large a picture is: sides in pixels, and how many of that size there are. */
export interface Extent {
  readonly width: number;
  readonly height: number;
  readonly pages: number;
}

/** Formats whose frames are all decoded where a recipe plays them. Of a document only the first page ever is. */
const played: ReadonlySet<SourceFormat> = new Set<SourceFormat>(['gif', 'webp']);

/** @throws ImageRejectedError `too-many-frames` or, over all frames that may be decoded together, `too-many-pixels` */
export const refuseExtent = (
  { format, width, height, pages: all }: Extent & { readonly format: SourceFormat },
  { maxFrames, maxPixels: limit }: FileLimits,
): void => {
  if (all > maxFrames) throw new ImageRejectedError('too-many-frames', { frames: all, limit: maxFrames });
  const pages = played.has(format) ? all : 1;
  const pixels = width * height * pages;
  if (pixels > limit)
    throw new ImageRejectedError('too-many-pixels', { pixels, width, height, pages, limit });
};
