/** A grey JPEG put together by hand (ITU-T T.81), whose scans are coded in ways that sharp does not write. */

const segment = (marker: number, ...content: readonly number[]): Buffer =>
  Buffer.from([0xff, marker, 0, content.length + 2, ...content]);

/** What codes of five bits each mean, in the order of the codes. */
const firstSymbols = Array.from({ length: 9 }, (_, size) => size);
const restSymbols = [0x00, 0x01, 0x02, 0x03, 0x04, 0x11, 0x12, 0x21, 0xf0];

const codeBits = 5;
const table = (kind: number, symbols: readonly number[]): Buffer =>
  segment(0xc4, kind, ...[0, 0, 0, 0, symbols.length], ...Array<number>(11).fill(0), ...symbols);

/** A value behind its code: a negative one is written as one less. */
const valueBits = (value: number, size: number): string =>
  size === 0 ? '' : (value < 0 ? value + 2 ** size - 1 : value).toString(2).padStart(size, '0');

const sizeOf = (value: number): number => (value === 0 ? 0 : Math.abs(value).toString(2).length);

const codeOf = (symbols: readonly number[], symbol: number): string =>
  symbols.indexOf(symbol).toString(2).padStart(codeBits, '0');

/** How its scan is written. */
interface GreyJpegOptions {
  /** Blocks between two restart markers; 0 for none. */
  readonly restartInterval?: number;
  /** 0xc0 for Huffman's codes; anything else is what the frame says it is. */
  readonly frame?: number;
}

/**
 * So many blocks of 8 by 8 side by side, each of another brightness and with one more coefficient.
 */
export const greyJpeg = (
  columns: number,
  rows: number,
  { restartInterval = 0, frame = 0xc0 }: GreyJpegOptions = {},
): Buffer => {
  const parts: Buffer[] = [];
  let [bits, before] = ['', 0];
  for (let block = 0; block < columns * rows; block++) {
    if (restartInterval > 0 && block > 0 && block % restartInterval === 0) {
      parts.push(packed(bits), Buffer.of(0xff, 0xd0 + ((block / restartInterval - 1) % 8)));
      [bits, before] = ['', 0];
    }
    const level = ((block * 37) % 101) - 50;
    const size = sizeOf(level - before);
    bits += codeOf(firstSymbols, size) + valueBits(level - before, size);
    bits += codeOf(restSymbols, 0x03) + valueBits(block % 2 === 0 ? 5 : -6, 3) + codeOf(restSymbols, 0);
    before = level;
  }
  const [height, width] = [rows * 8, columns * 8];
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xdb, 0, ...Array<number>(64).fill(8)),
    segment(frame, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0),
    table(0x00, firstSymbols),
    table(0x10, restSymbols),
    ...(restartInterval > 0 ? [segment(0xdd, restartInterval >> 8, restartInterval & 255)] : []),
    segment(0xda, 1, 1, 0, 0, 63, 0),
    ...parts,
    packed(bits),
    Buffer.of(0xff, 0xd9),
  ]);
};

/** Filled up with ones; a zero follows each byte of nothing but ones. */
const packed = (bits: string): Buffer => {
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.flatMap((byte) => (byte === '11111111' ? [0xff, 0] : [parseInt(byte, 2)])));
};
