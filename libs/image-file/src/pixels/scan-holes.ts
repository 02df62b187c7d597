import type { HuffmanTable } from './huffman-codes.ts';
import type { JpegFrame } from './jpeg-frame.ts';
import type { JpegScan } from './jpeg-scans.ts';
import { hole } from './zeros.ts';

/** Whether a scan has so many zeros that its blocks are to be counted. */
export const isHoley = ({ data }: JpegScan): boolean => data.includes(hole);

/**
 * Whether a scan has zeros that are no pixels. They can be, where the codes of nothing but zeros say that a block is like
 * the one before it: in flat areas, whose tables are made for them. Where they stand for coefficients, nobody has as many
 * of one value in a row.
 */
export const isHollow = ({ coding }: JpegFrame, scan: JpegScan): boolean => {
  if (!isHoley(scan)) return false;
  if (coding === 'arithmetic') return true;
  if (scan.isRefinement || (coding === 'progressive' && scan.from === 0)) return false;
  return scan.components.some(({ rest }) => rest !== undefined && isOfValues(rest));
};

/** Of the first symbol, whose code is nothing but zeros: the low half is the bits of a value. */
const isOfValues = ({ symbols }: HuffmanTable): boolean => ((symbols[0] ?? 0) & 15) !== 0;

const untold = 255;

/** Whether every bit of every coefficient is in one of the scans. */
export const areComplete = ({ coding, components }: JpegFrame, scans: readonly JpegScan[]): boolean =>
  components.every(({ id }) => {
    const own = scans.filter((scan) => scan.components.some((component) => component.id === id));
    // Some cameras say of a sequential scan that it has no coefficients at all.
    if (coding !== 'progressive') return own.length > 0;
    const left = new Uint8Array(64).fill(untold);
    for (const { bitsLeftOut, bitsLeftOutBefore, from, to, isRefinement } of own) {
      for (let at = from; at <= to; at++) {
        if (!isRefinement || left[at] === bitsLeftOutBefore) left[at] = bitsLeftOut;
      }
    }
    return left.every((bits) => bits === 0);
  });
