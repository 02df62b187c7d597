import type { TiffDirectory } from '../containers/tiff-directories.ts';
import { ImageRejectedError } from '../refusal/errors.ts';
import { HeaderError } from './header.ts';
import { tiffTags } from './tiff-tags.ts';

/** Strips or tiles of a page: TIFF 6.0, sections 3 and 15. Numbers of bytes may be left out, and libtiff estimates them. */
interface Pieces {
  readonly expected: number;
  readonly offsets: Iterable<number>;
  readonly bytes: Iterable<number>;
}

const uncompressed = 1;

/** LZW, JPEG, both kinds of Deflate and WebP: none of them ends in zeros, of which others may have any number. */
const endsUnlikeZeros: ReadonlySet<number | undefined> = new Set([5, 7, 8, 32_946, 50_001]);

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
  const compression = page.number(tiffTags.compression) ?? uncompressed;
  const counts = pieces.bytes[Symbol.iterator]();
  // Of one strip in the open libtiff works out the bytes itself.
  const isMeasured = pieces.expected > 1 || compression !== uncompressed;
  let found = 0;
  for (const offset of pieces.offsets) {
    if (found === pieces.expected) return;
    found += 1;
    const bytes = counts.next().value as number | undefined;
    if (offset === 0 && bytes === 0 && marksOfGdal.some((tag) => page.value(tag))) {
      throw new ImageRejectedError('unsupported-format', { recognised: 'TIFF with tiles left out' });
    }
    const end = offset + (isMeasured ? (bytes ?? 0) : 0);
    if (offset === 0 || offset >= file.length || end > file.length) throw damaged('outside the file');
    if (endsUnlikeZeros.has(compression) && isBlank(file, offset, end)) throw damaged('zeros');
  }
  if (found < pieces.expected) throw damaged('not told of');
};

/** Undefined of a page that tells of none, which libtiff refuses. */
const piecesOf = (page: TiffDirectory): Pieces | undefined => {
  const [width = 0, height = 0] = [page.number(tiffTags.width), page.number(tiffTags.height)];
  const [across, down] = [page.number(tiffTags.tileWidth), page.number(tiffTags.tileHeight)];
  const planes = page.number(tiffTags.planes) === 2 ? (page.number(tiffTags.samples) ?? 1) : 1;
  const rows = page.number(tiffTags.rowsPerStrip) ?? height;
  // Some writers of tiles use the tags of strips, and libtiff reads those, too.
  const offsetsTag =
    page.number(tiffTags.tileOffsets) === undefined ? tiffTags.stripOffsets : tiffTags.tileOffsets;
  const bytesTag = page.number(tiffTags.tileBytes) === undefined ? tiffTags.stripBytes : tiffTags.tileBytes;
  if (page.number(offsetsTag) === undefined || across === 0 || down === 0) return undefined;
  const expected =
    across && down
      ? Math.ceil(width / across) * Math.ceil(height / down)
      : Math.ceil(height / Math.max(1, Math.min(rows, height)));
  return {
    expected: expected * planes,
    offsets: page.numbers(offsetsTag),
    bytes: page.numbers(bytesTag),
  };
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
