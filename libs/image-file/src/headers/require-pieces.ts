import type { TiffDirectory } from '../containers/tiff-directories.ts';
import { ImageRejectedError } from '../refusal/errors.ts';
import { HeaderError } from './header.ts';
import { compressions } from './tiff-compressions.ts';
import { piecesOf } from './tiff-pieces.ts';
import { tiffTags } from './tiff-tags.ts';

/** None of them ends in zeros, of which others may have any number. */
const endsUnlikeZeros: ReadonlySet<number> = new Set([
  compressions.fax,
  compressions.faxGroup3,
  compressions.faxGroup4,
  compressions.lzw,
  compressions.jpeg,
  compressions.deflate,
  compressions.deflateOfOld,
  compressions.webp,
]);

/** A multiple of what a writer pads a piece to. Looking at no more keeps a million pieces of one place cheap. */
const tailBytes = 64;

/** GDAL leaves out tiles in which there is nothing, in files that it tells by these (GDAL, "sparse files"). */
const marksOfGdal = [tiffTags.pixelScale, tiffTags.geoKeys, tiffTags.gdalMetadata, tiffTags.gdalNoData];

/**
 * Checks that all strips or tiles of a page are there: decoders show missing ones black, clear, or as the one before.
 * @throws ImageRejectedError `corrupt` when one lies outside the file, is cut off or ends in zeros where none can be;
 * `unsupported-format` when one is left out on purpose
 */
export const requirePieces = (file: Buffer, page: TiffDirectory): void => {
  const pieces = piecesOf(page);
  if (pieces === undefined) return;
  const compression = page.number(tiffTags.compression) ?? compressions.none;
  const counts = pieces.bytes[Symbol.iterator]();
  // Of one strip in the open libtiff works out the bytes itself.
  const isMeasured = pieces.count > 1 || compression !== compressions.none;
  let found = 0;
  for (const offset of pieces.offsets) {
    if (found === pieces.count) return;
    found += 1;
    const bytes = counts.next().value as number | undefined;
    if (offset === 0 && bytes === 0 && marksOfGdal.some((tag) => page.value(tag))) {
      throw new ImageRejectedError('unsupported-format', { recognised: 'TIFF with tiles left out' });
    }
    const end = offset + (isMeasured ? (bytes ?? 0) : 0);
    if (offset === 0 || offset >= file.length || end > file.length) throw damaged('outside the file');
    if (endsUnlikeZeros.has(compression) && isBlank(file, offset, end)) throw damaged('zeros');
  }
  if (found < pieces.count) throw damaged('not told of');
};

const isBlank = (file: Buffer, offset: number, end: number): boolean => {
  if (end - offset < tailBytes) return false;
  for (let at = end - tailBytes; at < end; at++) if (file[at] !== 0) return false;
  return true;
};

const damaged = (what: string): ImageRejectedError => {
  const cause = new HeaderError(`TIFF: strips or tiles ${what}`);
  return new ImageRejectedError('corrupt', { format: 'tiff', part: 'pixels' }, { cause });
};
