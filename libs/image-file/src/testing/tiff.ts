/** One directory of a TIFF of one's own: TIFF 6.0, section 2. */
export interface TiffPage {
  /** Shorts, or longs, or bytes. */
  readonly tags: Readonly<Record<number, TiffValue>>;
  /** Strips or tiles as they lie in the file. */
  readonly pieces: readonly Buffer[];
  /** Whether the pieces are tiles. */
  readonly tiled?: boolean;
}

type TiffValue = number | readonly number[] | { readonly long: readonly number[] } | Buffer;

const [byteType, shortType, longType] = [1, 3, 4];

/** The order of the bytes of a number: Intel's, or Motorola's. */
export type ByteOrder = 'II' | 'MM';

/** A little-endian TIFF of these pages, one behind the other. */
export const tiffOf = (...pages: readonly TiffPage[]): Buffer => orderedTiffOf('II', ...pages);

/** A TIFF of these pages. The pieces have to be in its order already. */
export const orderedTiffOf = (order: ByteOrder, ...pages: readonly TiffPage[]): Buffer => {
  const { uint16, uint32 } = numbersIn(order);
  const parts: Buffer[] = [Buffer.from(order), uint16(42), uint32(0)];
  let length = 8;
  const append = (part: Buffer): number => {
    const at = length;
    const padded = Buffer.concat([part, Buffer.alloc(part.length % 2)]);
    parts.push(padded);
    length += padded.length;
    return at;
  };
  const heads = pages.map((page) => {
    const [offsetsTag, countsTag] = page.tiled ? [324, 325] : [273, 279];
    const offsets = page.pieces.map(append);
    const values: Record<number, TiffValue> = {
      [offsetsTag]: { long: offsets },
      [countsTag]: { long: page.pieces.map((piece) => piece.length) },
      ...page.tags,
    };
    const entries = Object.entries(values).map(([tag, value]) => entryOf(order, Number(tag), value, append));
    const at = append(Buffer.concat([uint16(entries.length), ...entries, uint32(0)]));
    return { at, nextAt: at + 2 + entries.length * 12 };
  });
  const file = Buffer.concat(parts);
  heads.forEach(({ at }, page) => file.set(uint32(at), heads[page - 1]?.nextAt ?? 4));
  return file;
};

const entryOf = (
  order: ByteOrder,
  tag: number,
  value: TiffValue,
  append: (part: Buffer) => number,
): Buffer => {
  const { uint16, uint32 } = numbersIn(order);
  const { type, count, bytes } = encoded(order, value);
  const inline = Buffer.alloc(4);
  inline.set(bytes.length <= 4 ? bytes : uint32(append(bytes)));
  return Buffer.concat([uint16(tag), uint16(type), uint32(count), inline]);
};

const encoded = (order: ByteOrder, value: TiffValue) => {
  const { uint32 } = numbersIn(order);
  if (Buffer.isBuffer(value)) return { type: byteType, count: value.length, bytes: value };
  if (typeof value === 'object' && 'long' in value) {
    return { type: longType, count: value.long.length, bytes: Buffer.concat(value.long.map(uint32)) };
  }
  const shorts = typeof value === 'number' ? [value] : value;
  // A table of colours has 196,608.
  const bytes = Buffer.from(Uint16Array.from(shorts).buffer);
  return { type: shortType, count: shorts.length, bytes: order === 'II' ? bytes : bytes.swap16() };
};

const numbersIn = (order: ByteOrder) => {
  const turned = (bytes: Buffer): Buffer => (order === 'II' ? bytes : bytes.reverse());
  return {
    uint16: (value: number): Buffer => turned(Buffer.from([value & 255, value >> 8])),
    uint32: (value: number): Buffer => turned(Buffer.from(Uint32Array.of(value).buffer)),
  };
};
