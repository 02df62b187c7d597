import type { ImageHeader, SourceFormat, WholeFile } from '@image-pipeline/image-file';
import sharp from 'sharp';

/**
 * libvips as this package needs it, set once for the whole process.
 * Bytes come from strangers, so only the six decoders that are needed may ever see them, and only from memory:
 * no PDF or ImageMagick, whatever a file pretends to be, and no SVG, which is drawn in a process of its own.
 * Without UHDR a photo with a gain map opens as the JPEG that it is, with shrink-on-load.
 */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadTiffBuffer',
  ],
});

// Every image is seen once: a cache of operations would hold memory and never hit.
sharp.cache(false);

// A thread of libvips' own for each picture would hold its own buffers and help little: variants are encoded side by
// side, and an encoder has one thread. Without it the peak of a long run is 10 MiB lower.
sharp.concurrency(1);

/** How sharp opens a file. */
export interface OpenOptions {
  readonly failOn: 'error' | 'warning';
  readonly limitInputPixels: false;
  readonly limitInputChannels: false;
}

/**
 * How strangers' bytes are opened. A file that ends early or decodes with an error is refused instead of
 * filled up with grey; harmless oddities such as bytes between segments, which real cameras write, are not.
 * sharp's own limits are off: ours count all frames and have names.
 */
export const openOptions: OpenOptions = {
  failOn: 'error',
  limitInputPixels: false,
  limitInputChannels: false,
};

/**
 * How strict a decoder is with pixels. Tiles of a TIFF that do not decode are left black or clear unless a warning is an
 * error, too (libvips 8.18, `rtiff_read_tile`); there no other warning is one. Of strips any warning would be, such as of
 * an odd tag, and their errors are errors without. The same goes for JPEGs, but where only a warning tells of damage.
 */
export const strictnessFor = (
  { inTiles }: Pick<ImageHeader, 'inTiles'>,
  { isDoubtful }: Pick<WholeFile, 'isDoubtful'>,
): OpenOptions['failOn'] => (inTiles || isDoubtful ? 'warning' : 'error');

/** Whether libvips has a decoder of the format: who builds it may leave some out. SVG is drawn elsewhere. */
export const canDecode = (format: SourceFormat): boolean => {
  const decoder = format === 'avif' || format === 'heic' ? 'heif' : format;
  return sharp.format[decoder]?.input.buffer === true;
};

export { sharp };
