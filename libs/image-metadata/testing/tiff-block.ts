/**
 * Builds TIFF structures tag by tag, for EXIF that no well-behaved program writes.
 * Layout: TIFF 6.0, pages 13 to 16; directories and pointers: EXIF 2.32, section 4.6.3.
 */
export interface Entry {
  readonly tag: number;
  readonly type: number;
  /** Values, a rational being two numbers in a row; text and raw bytes as they are. */
  readonly values: readonly number[] | Buffer;
  /** Lies about the number of values. */
  readonly count?: number;
  /** Lies about where the values are. */
  readonly offset?: number;
}

export interface TiffBlock {
  readonly byteOrder?: ByteOrder;
  readonly ifd0?: readonly Entry[];
  readonly exif?: readonly Entry[];
  readonly gps?: readonly Entry[];
  /** Goes between the header, 8 bytes long, and the first directory. */
  readonly pixels?: Buffer;
}

export type ByteOrder = 'little' | 'big';

const types = {
  byte: 1,
  ascii: 2,
  short: 3,
  long: 4,
  rational: 5,
  undefined: 7,
  signedRational: 10,
  double: 12,
};

export const byte = (tag: number, ...values: number[]): Entry => ({ tag, type: types.byte, values });
export const short = (tag: number, ...values: number[]): Entry => ({ tag, type: types.short, values });
export const long = (tag: number, ...values: number[]): Entry => ({ tag, type: types.long, values });
export const double = (tag: number, ...values: number[]): Entry => ({ tag, type: types.double, values });
export const rational = (tag: number, ...values: number[]): Entry => ({ tag, type: types.rational, values });
export const signedRational = (tag: number, ...values: number[]): Entry => ({
  tag,
  type: types.signedRational,
  values,
});
/** Text in UTF-8 with its closing NUL, or bytes exactly as given. */
export const ascii = (tag: number, text: string | Buffer): Entry => ({
  tag,
  type: types.ascii,
  values: typeof text === 'string' ? Buffer.from(`${text}\0`) : text,
});
export const raw = (tag: number, values: Buffer): Entry => ({ tag, type: types.undefined, values });

const headerBytes = 8;
const pointers = { exif: 0x8769, gps: 0x8825 };

export const tiffBlock = ({ byteOrder = 'little', ifd0 = [], exif, gps, pixels }: TiffBlock): Buffer => {
  const start = headerBytes + (pixels?.length ?? 0);
  const withPointers = (exifAt: number, gpsAt: number) => [
    ...ifd0,
    ...(exif ? [long(pointers.exif, exifAt)] : []),
    ...(gps ? [long(pointers.gps, gpsAt)] : []),
  ];
  const exifAt = start + directory(withPointers(0, 0), start, byteOrder).length;
  const exifDirectory = exif ? directory(exif, exifAt, byteOrder) : Buffer.alloc(0);
  const gpsAt = exifAt + exifDirectory.length;
  return Buffer.concat([
    Buffer.from(byteOrder === 'little' ? 'II' : 'MM'),
    numbers(byteOrder, 2, [42]),
    numbers(byteOrder, 4, [start]),
    pixels ?? Buffer.alloc(0),
    directory(withPointers(exifAt, gpsAt), start, byteOrder),
    exifDirectory,
    gps ? directory(gps, gpsAt, byteOrder) : Buffer.alloc(0),
  ]);
};

/** A directory and behind it the values that do not fit into its entries. */
const directory = (entries: readonly Entry[], at: number, byteOrder: ByteOrder): Buffer => {
  const sorted = entries.toSorted((a, b) => a.tag - b.tag);
  const rows: Buffer[] = [];
  const behind: Buffer[] = [];
  let free = at + 2 + sorted.length * 12 + 4;
  for (const entry of sorted) {
    const bytes = valueBytes(entry, byteOrder);
    const inline = bytes.length <= 4 && entry.offset === undefined;
    rows.push(
      numbers(byteOrder, 2, [entry.tag, entry.type]),
      numbers(byteOrder, 4, [entry.count ?? valueCount(entry)]),
      inline
        ? Buffer.concat([bytes, Buffer.alloc(4 - bytes.length)])
        : numbers(byteOrder, 4, [entry.offset ?? free]),
    );
    if (!inline) {
      behind.push(bytes);
      free += bytes.length;
    }
  }
  return Buffer.concat([numbers(byteOrder, 2, [sorted.length]), ...rows, Buffer.alloc(4), ...behind]);
};

const isRational = ({ type }: Entry) => type === types.rational || type === types.signedRational;
const valueCount = (entry: Entry) => (isRational(entry) ? entry.values.length / 2 : entry.values.length);

const valueBytes = ({ type, values }: Entry, byteOrder: ByteOrder): Buffer => {
  if (Buffer.isBuffer(values)) return values;
  if (type === types.double) return doubles(byteOrder, values);
  return numbers(byteOrder, type === types.byte ? 1 : type === types.short ? 2 : 4, values);
};

const numbers = (byteOrder: ByteOrder, size: number, values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, index) => {
    const unsigned = value < 0 ? value + 2 ** (8 * size) : value;
    if (byteOrder === 'little') bytes.writeUIntLE(unsigned, index * size, size);
    else bytes.writeUIntBE(unsigned, index * size, size);
  });
  return bytes;
};

const doubles = (byteOrder: ByteOrder, values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, index) =>
    byteOrder === 'little' ? bytes.writeDoubleLE(value, index * 8) : bytes.writeDoubleBE(value, index * 8),
  );
  return bytes;
};
