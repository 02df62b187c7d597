import type { ImageFile } from '../read-image-file.ts';
import { ImageRejectedError } from '../refusal/errors.ts';
import { wholeGif } from './whole-gif.ts';
import { wholeJpeg } from './whole-jpeg.ts';
import { DamagedPixelsError, type WholeFile } from './whole-file.ts';

/**
 * Looks whether the pixels of a file are all there, as far as decoders do not: they show the rest of a JPEG or GIF grey
 * or black. Takes as long as reading the file, and for a GIF a part of its decoding.
 * @param file as it has been opened
 * @returns the file for whoever decodes it
 * @throws ImageRejectedError `corrupt`
 */
export const requireWhole = ({ bytes, format, width, height }: ImageFile): WholeFile => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (format === 'jpeg') return wholeJpeg(file);
    if (format === 'gif') return wholeGif(file, { width, height });
    return { bytes, isDoubtful: false };
  } catch (cause) {
    if (!(cause instanceof DamagedPixelsError)) throw cause;
    throw new ImageRejectedError('corrupt', { format, part: 'pixels' }, { cause });
  }
};
