import { ImageRejectedError } from './errors.ts';

/**
 * Counts what decoders look at and keep before they come to pixels. Whoever walks through a file reports each part to
 * it, and is stopped by its error: this is the one bound of every walk, whatever the container.
 */
export interface Meter {
  /** One more frame or page. */
  frame(): void;
  /** One more part that is no picture. @param bytes that a decoder reads or keeps of it, at the most */
  metadata(bytes: number): void;
}

/**
 * Decoders keep up to two copies of metadata, 32 MiB of these 16. A JPEG has room for 16 MiB of ICC profile;
 * depth maps of phones and histories of Photoshop, both XMP, take a few.
 */
const maxMetadataBytes = 16 * 1024 * 1024;

/** What a decoder's lists need for each part, and the time to look at it, however small it is: so 65,536 parts at most. */
const leastBytes = 256;

/**
 * A meter for one file. To count frames alone libwebp took 10 s for 5 MB, libtiff 7 s and libnsgif 450 MiB for 90 MB,
 * so both are counted before any decoder opens it.
 * @returns a meter whose functions throw ImageRejectedError: `too-many-frames`, or `too-many-bytes` of metadata
 */
export const createMeter = ({ maxFrames }: { readonly maxFrames: number }): Meter => {
  let frames = 0;
  let metadataBytes = 0;
  return {
    frame() {
      frames += 1;
      if (frames > maxFrames) throw new ImageRejectedError('too-many-frames', { frames, limit: maxFrames });
    },
    metadata(bytes) {
      metadataBytes += Math.max(bytes, leastBytes);
      if (metadataBytes <= maxMetadataBytes) return;
      const context = { part: 'metadata', bytes: metadataBytes, limit: maxMetadataBytes } as const;
      throw new ImageRejectedError('too-many-bytes', context);
    },
  };
};

/** Takes what a meter is told, and does nothing. */
const uncounted = (): void => undefined;

/** Counts nothing: for walks through a block that has been counted as a whole. */
export const unmetered: Meter = { frame: uncounted, metadata: uncounted };
