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

/** A little-endian TIFF of these pages, one behind the other. */
export const tiffOf = (...pages: readonly TiffPage[]): Buffer => {
  const parts: Buffer[] = [Buffer.from('II*\0\0\0\0\0', 'latin1')];
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
    const entries = Object.entries(values).map(([tag, value]) => entryOf(Number(tag), value, append));
    const at = append(Buffer.concat([uint16(entries.length), ...entries, uint32(0)]));
    return { at, nextAt: at + 2 + entries.length * 12 };
  });
  const file = Buffer.concat(parts);
  heads.forEach(({ at }, page) => file.writeUInt32LE(at, heads[page - 1]?.nextAt ?? 4));
  return file;
};

const entryOf = (tag: number, value: TiffValue, append: (part: Buffer) => number): Buffer => {
  const { type, count, bytes } = encoded(value);
  const inline = Buffer.alloc(4);
  if (bytes.length <= 4) inline.set(bytes);
  else inline.writeUInt32LE(append(bytes));
  return Buffer.concat([uint16(tag), uint16(type), uint32(count), inline]);
};

const encoded = (value: TiffValue) => {
  if (Buffer.isBuffer(value)) return { type: byteType, count: value.length, bytes: value };
  if (typeof value === 'object' && 'long' in value) {
    return { type: longType, count: value.long.length, bytes: Buffer.concat(value.long.map(uint32)) };
  }
  const shorts = typeof value === 'number' ? [value] : value;
  return { type: shortType, count: shorts.length, bytes: Buffer.concat(shorts.map(uint16)) };
};

const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
