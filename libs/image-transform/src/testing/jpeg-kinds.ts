/** JPEGs that sharp does not write, put together by hand: ITU-T T.81. */

const segment = (marker: number, ...content: readonly number[]): Buffer =>
  Buffer.from([0xff, marker, 0, content.length + 2, ...content]);

const [start, end] = [Buffer.of(0xff, 0xd8), Buffer.of(0xff, 0xd9)];

/** One code of one bit, which means 0: no difference, or no more coefficients. */
const huffmanTable = (kind: number): Buffer => segment(0xc4, kind, 1, ...Array<number>(15).fill(0), 0);

/** Lossless by prediction, process 14: grey in the middle of what so many bits can say. */
export const losslessJpeg = (bits: number): Buffer =>
  Buffer.concat([
    start,
    segment(0xc3, bits, 0, 16, 0, 16, 1, 1, 0x11, 0),
    huffmanTable(0),
    segment(0xda, 1, 1, 0, 1, 0, 0),
    Buffer.alloc(32),
    end,
  ]);

/** Grey, of four blocks with a restart marker between any two, as hardware encoders write them. */
export const jpegWithRestarts = (): Buffer =>
  Buffer.concat([
    start,
    segment(0xdb, 0, ...Array<number>(64).fill(1)),
    segment(0xc0, 8, 0, 16, 0, 16, 1, 1, 0x11, 0),
    huffmanTable(0x00),
    huffmanTable(0x10),
    segment(0xdd, 0, 1),
    segment(0xda, 1, 1, 0, 0, 63, 0),
    Buffer.of(0x3f, 0xff, 0xd0, 0x3f, 0xff, 0xd1, 0x3f, 0xff, 0xd2, 0x3f),
    end,
  ]);

/** What Adobe's segment says of four components: inks as they are, or the first three as luma and chroma. */
const adobeTransforms = { CMYK: 0, YCCK: 2 } as const;

/** 8 x 8 pixels of one colour: cyan, magenta, yellow and black as Adobe stores them, where 255 is no ink. */
export const inkJpeg = (kind: keyof typeof adobeTransforms, ...inks: readonly number[]): Buffer => {
  const levels = kind === 'CMYK' ? inks : [...lumaAndChroma(inks.map((ink) => 255 - ink)), inks[3] ?? 0];
  return Buffer.concat([
    start,
    segment(0xee, ...Buffer.from('Adobe\0\x64\0\0\0\0', 'latin1'), adobeTransforms[kind]),
    segment(0xdb, 0, 8, ...Array<number>(63).fill(1)),
    segment(0xc0, 8, 0, 8, 0, 8, 4, ...[1, 2, 3, 4].flatMap((component) => [component, 0x11, 0])),
    // Nine codes of four bits each: the number of bits that a difference of brightness takes.
    segment(0xc4, 0x00, 0, 0, 0, 9, ...Array<number>(12).fill(0), 0, 1, 2, 3, 4, 5, 6, 7, 8),
    huffmanTable(0x10),
    segment(0xda, 4, ...[1, 2, 3, 4].flatMap((component) => [component, 0]), 0, 63, 0),
    packed(levels.map(block).join('')),
    end,
  ]);
};

/** ITU-T T.871, section 7. */
const lumaAndChroma = ([red = 0, green = 0, blue = 0]: readonly number[]): readonly number[] =>
  [
    0.299 * red + 0.587 * green + 0.114 * blue,
    128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
    128 + 0.5 * red - 0.418688 * green - 0.081312 * blue,
  ].map(Math.round);

/** Bits of a block of one level, 0 to 255; a negative difference is written as one less. Then no more coefficients. */
const block = (level: number): string => {
  const difference = level - 128;
  const size = difference === 0 ? 0 : Math.abs(difference).toString(2).length;
  const value = difference < 0 ? difference + 2 ** size - 1 : difference;
  return size.toString(2).padStart(4, '0') + (size === 0 ? '' : value.toString(2).padStart(size, '0')) + '0';
};

/** Filled up with ones; a zero follows each byte of nothing but ones. */
const packed = (bits: string): Buffer => {
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.flatMap((byte) => (byte === '11111111' ? [0xff, 0] : [parseInt(byte, 2)])));
};
