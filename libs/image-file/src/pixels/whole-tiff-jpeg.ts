import type { TiffDirectory } from '../containers/tiff-directories.ts';
import { tiffTags } from '../headers/tiff-tags.ts';
import { DamagedPixelsError } from './whole-file.ts';
import { wholeJpeg } from './whole-jpeg.ts';

/** Markers at the beginning and the end of a JPEG: ITU-T T.81, table B.1. */
const markerBytes = 2;

/**
 * Looks whether a strip or tile that is a JPEG is whole. Its tables may stand in a tag, once for all: a JPEG that ends
 * where the pixels would begin (TIFF technical note 2).
 * @returns a check of pieces of the page
 */
export const jpegsOf = (page: TiffDirectory): ((piece: Buffer) => boolean) => {
  const tables = page.value(tiffTags.jpegTables)?.subarray(0, -markerBytes) ?? Buffer.alloc(0);
  return (piece) => {
    const file = tables.length > markerBytes ? Buffer.concat([tables, piece.subarray(markerBytes)]) : piece;
    try {
      wholeJpeg(file);
      return true;
    } catch (error) {
      if (error instanceof DamagedPixelsError) return false;
      throw error;
    }
  };
};
