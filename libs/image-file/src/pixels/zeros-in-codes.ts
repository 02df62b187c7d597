import { withoutZeros } from './zeros.ts';

/** Bytes of zeros that no encoder of LZW or fax writes. Fillings of fax, group 3, are as long as a modem is slow. */
const hole = Buffer.alloc(8);
const filling = Buffer.alloc(64);

/** Writers pad strips and tiles to a whole number of words. */
const paddingBytes = 4;

/**
 * Whether there are no zeros in place of codes of LZW (TIFF 6.0, section 13): two zeros in a row are one code, and it is
 * not zero.
 */
export const isFilledWithCodes = (data: Buffer): boolean => !withoutZeros(data).includes(hole);

/**
 * Whether there are no zeros in place of codes of fax (ITU-T T.4 and T.6), which have 17 bits of them at the most, and
 * behind the last one only where a code says that it is the last.
 */
export const isFilledWithRuns = (data: Buffer): boolean => hasNoGap(data, hole);

/** The same of group 3, whose lines may be filled up. */
export const isFilledWithLines = (data: Buffer): boolean => hasNoGap(data, filling);

const hasNoGap = (data: Buffer, gap: Buffer): boolean => {
  const codes = withoutZeros(data);
  if (codes.includes(gap)) return false;
  return data.length - codes.length < paddingBytes || endsWithLine(codes);
};

/** Eleven zeros and a one, T.4, section 4.1.2; a bit behind them may tell how the next line is coded. Either order. */
const endsWithLine = (data: Buffer): boolean => {
  const bytes = [...data.subarray(-4)].map((byte) => byte.toString(2).padStart(8, '0'));
  const orders = [bytes, bytes.map((bits) => [...bits].reverse().join(''))];
  return orders.some((order) => /0{11}1{1,2}0*$/.test(order.join('')));
};
