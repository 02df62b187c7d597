import type { TiffDirectory } from '../containers/tiff-directories.ts';
import { compressions } from './tiff-compressions.ts';
import { photometrics, tiffTags } from './tiff-tags.ts';

/** The strips or tiles of a page: TIFF 6.0, sections 3 and 15. */
export interface TiffPieces {
  /** How many the page needs. */
  readonly count: number;
  /** Where each lies in the file, and its bytes there, as far as the page tells. */
  readonly offsets: Iterable<number>;
  readonly bytes: Iterable<number>;
  /** What the piece of this number comes to when it is unpacked. */
  readonly unpacked: (piece: number) => UnpackedPiece;
}

/** The samples of a strip or tile, row by row; rows begin at a whole byte. */
export interface UnpackedPiece {
  readonly rows: number;
  readonly rowBytes: number;
}

/** Undefined of a page that tells of none, which libtiff refuses. */
export const piecesOf = (page: TiffDirectory): TiffPieces | undefined => {
  const [width = 0, height = 0] = [page.number(tiffTags.width), page.number(tiffTags.height)];
  const [across, down] = [page.number(tiffTags.tileWidth), page.number(tiffTags.tileHeight)];
  const samples = page.number(tiffTags.samples) ?? 1;
  const planes = page.number(tiffTags.planes) === 2 ? samples : 1;
  const rows = Math.max(1, Math.min(page.number(tiffTags.rowsPerStrip) ?? height, height));
  // Some writers of tiles use the tags of strips, and libtiff reads those, too.
  const offsetsTag =
    page.number(tiffTags.tileOffsets) === undefined ? tiffTags.stripOffsets : tiffTags.tileOffsets;
  const bytesTag = page.number(tiffTags.tileBytes) === undefined ? tiffTags.stripBytes : tiffTags.tileBytes;
  if (page.number(offsetsTag) === undefined || across === 0 || down === 0) return undefined;
  const inTiles = across !== undefined && down !== undefined;
  const ofPlane = inTiles ? Math.ceil(width / across) * Math.ceil(height / down) : Math.ceil(height / rows);
  const unpack = unpacking(page, planes === 1 ? samples : 1);
  return {
    count: ofPlane * planes,
    offsets: page.numbers(offsetsTag),
    bytes: page.numbers(bytesTag),
    unpacked: (piece) =>
      inTiles
        ? unpack(across, down)
        : unpack(width, piece % ofPlane === ofPlane - 1 ? height - (ofPlane - 1) * rows : rows),
  };
};

const unpacking = (page: TiffDirectory, samples: number) => {
  const bits = (page.number(tiffTags.bits) ?? 1) * samples;
  const isYcbcr = page.number(tiffTags.photometric) === photometrics.ycbcr;
  const [across = 2, down = 2] = page.numbers(tiffTags.subsampling);
  return (width: number, rows: number): UnpackedPiece =>
    isYcbcr && page.number(tiffTags.compression) !== compressions.jpeg
      ? // All Y of a block, then its Cb and Cr: TIFF 6.0, section 21.
        { rows: Math.ceil(rows / down), rowBytes: Math.ceil(width / across) * (across * down + 2) }
      : { rows, rowBytes: Math.ceil((width * bits) / 8) };
};
