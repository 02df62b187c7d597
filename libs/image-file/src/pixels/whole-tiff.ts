import { tiffDirectories, type TiffDirectory } from '../containers/tiff-directories.ts';
import { compressions } from '../headers/tiff-compressions.ts';
import { piecesOf, type UnpackedPiece } from '../headers/tiff-pieces.ts';
import { tiffTags } from '../headers/tiff-tags.ts';
import { ImageRejectedError } from '../refusal/errors.ts';
import { unmetered } from '../refusal/meter.ts';
import { inflatesTo } from './inflates-to.ts';
import { packBitsFill } from './pack-bits.ts';
import { jpegsOf } from './whole-tiff-jpeg.ts';
import { isFilledWithCodes, isFilledWithLines, isFilledWithRuns } from './zeros-in-codes.ts';

/** Whether a strip or tile is what it should be, as far as its compression lets that be told. */
type Check = (data: Buffer, unpacked: UnpackedPiece) => boolean | Promise<boolean>;

const checksOf = (page: TiffDirectory): Readonly<Record<number, Check>> => ({
  [compressions.deflate]: inflatesTo,
  [compressions.deflateOfOld]: inflatesTo,
  [compressions.packBits]: packBitsFill,
  [compressions.lzw]: isFilledWithCodes,
  [compressions.fax]: isFilledWithRuns,
  [compressions.faxGroup3]: isFilledWithLines,
  [compressions.faxGroup4]: isFilledWithRuns,
  [compressions.jpeg]: jpegsOf(page),
});

/** More than a picture of any program has; to look at millions of them would take minutes. */
const maxPieces = 16_384;

/** All pieces may lie in one place, which is as long as the file: together they are looked at for no more than it twice. */
const maxReadings = 2;

/**
 * Looks whether the strips or tiles of the first page of a TIFF are whole where libtiff does not: it stops at the last
 * pixel, before the checksum of Deflate, and takes what PackBits and fax come to. What is not compressed cannot be told,
 * nor what is by WebP.
 * @param bytes of a file that has been read already
 * @throws ImageRejectedError `corrupt`
 */
export const requireWholeTiff = async (bytes: Uint8Array): Promise<void> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [page] = tiffDirectories(file, unmetered);
  const check = page && checksOf(page)[page.number(tiffTags.compression) ?? compressions.none];
  const pieces = page && piecesOf(page);
  if (check === undefined || pieces === undefined) return;
  const counts = pieces.bytes[Symbol.iterator]();
  let [piece, left] = [0, file.length * maxReadings];
  for (const offset of pieces.offsets) {
    const data = file.subarray(offset, offset + Number(counts.next().value ?? 0));
    left -= data.length;
    if (piece === Math.min(pieces.count, maxPieces) || left < 0) return;
    if (!(await check(data, pieces.unpacked(piece)))) {
      const cause = new Error(`TIFF: strip or tile ${piece} is damaged`);
      throw new ImageRejectedError('corrupt', { format: 'tiff', part: 'pixels' }, { cause });
    }
    piece += 1;
  }
};
