import type { UnpackedPiece } from '../headers/tiff-pieces.ts';

/** Bytes behind the last pixel that are no damage: writers pad to a whole number of words. */
const paddingBytes = 8;

/**
 * Whether runs and stretches of PackBits (TIFF 6.0, section 9) come to a strip or tile and end with it. Zeros in their
 * place are stretches, too, and come to other numbers of bytes.
 */
export const packBitsFill = (data: Buffer, { rows, rowBytes }: UnpackedPiece): boolean => {
  const wanted = rows * rowBytes;
  let [at, filled] = [0, 0];
  while (at < data.length && filled < wanted) {
    const head = data[at] ?? 0;
    // 128 stands for nothing.
    if (head === 128) at += 1;
    else if (head > 128) [at, filled] = [at + 2, filled + 257 - head];
    else [at, filled] = [at + 2 + head, filled + 1 + head];
  }
  return filled === wanted && at <= data.length && data.length - at < paddingBytes;
};
