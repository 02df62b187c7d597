import { jpegSegments, type JpegSegment } from '../containers/jpeg-segments.ts';
import { unmetered } from '../refusal/meter.ts';
import type { HuffmanTable } from './huffman-codes.ts';
import { huffmanTablesIn } from './jpeg-tables.ts';
import { DamagedPixelsError } from './whole-file.ts';

/** A scan of a JPEG: ITU-T T.81, section B.2.3. */
export interface JpegScan {
  /** Its pixels, up to the next marker that is no restart. */
  readonly data: Buffer;
  /** Numbers of the components in it, each with its tables. */
  readonly components: readonly {
    readonly id: number;
    readonly first: HuffmanTable | undefined;
    readonly rest: HuffmanTable | undefined;
  }[];
  /** Coefficients, of 0 to 63. */
  readonly from: number;
  readonly to: number;
  /** Whether they have been told before, and how many of their lowest bits then and now are left out. */
  readonly isRefinement: boolean;
  readonly bitsLeftOutBefore: number;
  readonly bitsLeftOut: number;
  /** Units between two restart markers; 0 without such. */
  readonly restartInterval: number;
}

/** Markers of table B.1. */
const [huffmanTables, startOfScan, restartInterval] = [0xc4, 0xda, 0xdd];

/** A marker and a length, in front of what a segment holds. */
const headBytes = 4;

/** Of metadata at most 65,536 have been let pass in front of the pixels; a hundred megabytes could hold millions behind. */
const mostSegments = 70_000;

/**
 * The scans of a JPEG that has a marker of its end.
 * @throws DamagedPixelsError when tables have zeros that no encoder writes
 */
export const jpegScans = (file: Buffer, endOfImage: number): readonly JpegScan[] => {
  const image = file.subarray(0, endOfImage);
  const segments: JpegSegment[] = [];
  for (const segment of jpegSegments(image, unmetered, 'all scans')) {
    segments.push(segment);
    if (segments.length > mostSegments)
      throw new DamagedPixelsError('JPEG: more segments than belong to scans');
  }
  const tables = new Map<number, HuffmanTable>();
  const scans: JpegScan[] = [];
  let interval = 0;
  for (const [index, { marker, payload }] of segments.entries()) {
    if (marker === huffmanTables) {
      for (const [name, table] of huffmanTablesIn(payload)) tables.set(name, table);
    }
    if (marker === restartInterval && payload.length >= 2) interval = payload.readUInt16BE();
    if (marker !== startOfScan) continue;
    const start = payload.byteOffset - file.byteOffset + payload.length;
    const next = segments[index + 1]?.payload;
    const end = next === undefined ? endOfImage : next.byteOffset - file.byteOffset - headBytes;
    scans.push({
      ...scanOf(payload, tables),
      restartInterval: interval,
      data: withoutFill(file.subarray(start, end)),
    });
  }
  return scans;
};

/** Section B.1.1.2: what may stand in front of a marker. */
const withoutFill = (data: Buffer): Buffer => {
  let { length } = data;
  while (data[length - 1] === 0xff) length--;
  return data.subarray(0, length);
};

/** Tables of coefficients beside the first have this bit in their number. */
const others = 0x10;

const scanOf = (
  payload: Buffer,
  tables: ReadonlyMap<number, HuffmanTable>,
): Omit<JpegScan, 'data' | 'restartInterval'> => {
  const count = payload[0] ?? 0;
  const [from = 0, to = 0, approximation = 0] = payload.subarray(1 + 2 * count);
  return {
    components: Array.from({ length: count }, (_, n) => {
      const [id = -1, numbers = 0] = payload.subarray(1 + 2 * n);
      return { id, first: tables.get(numbers >> 4), rest: tables.get((numbers & 15) | others) };
    }),
    from,
    to,
    isRefinement: approximation >> 4 > 0,
    bitsLeftOutBefore: approximation >> 4,
    bitsLeftOut: approximation & 15,
  };
};
