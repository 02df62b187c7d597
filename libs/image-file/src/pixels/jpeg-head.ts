import { jpegSegments } from '../containers/jpeg-segments.ts';
import { unmetered } from '../refusal/meter.ts';
import { frameIn, type JpegFrame } from './jpeg-frame.ts';
import { divisorsIn, huffmanTablesIn } from './jpeg-tables.ts';

/** What stands in front of the pixels of a JPEG. */
export interface JpegHead {
  /** Undefined when its pixels are coded in a way that is not decoded. */
  readonly frame: JpegFrame | undefined;
  /** Of first coefficients, by the numbers of their quantization tables. */
  readonly divisors: ReadonlyMap<number, number>;
  /** Where its first scan begins, in bytes. A thumbnail in front of it, in EXIF, has an end of its own. */
  readonly pixels: number;
  /** Whether something lies between segments: cameras leave a few bytes there, and a lost segment all of its own. */
  readonly hasGap: boolean;
}

/** Markers of ITU-T T.81, table B.1. */
const [huffmanTables, quantizationTables] = [0xc4, 0xdb];

/** A marker and a length, in front of what a segment holds; what fills up in front of a marker. */
const [headBytes, fill] = [4, 0xff];

/**
 * Walks up to the first scan of a JPEG.
 * @throws DamagedPixelsError when tables have zeros that no encoder writes
 */
export const jpegHead = (file: Buffer): JpegHead => {
  const divisors = new Map<number, number>();
  let frame: JpegFrame | undefined;
  let [pixels, hasGap] = [2, false];
  for (const segment of jpegSegments(file, unmetered)) {
    const { marker, payload } = segment;
    const start = payload.byteOffset - file.byteOffset;
    hasGap ||= file.subarray(pixels, start - headBytes).some((byte) => byte !== fill);
    frame ??= frameIn(segment);
    if (marker === huffmanTables) huffmanTablesIn(payload);
    if (marker === quantizationTables)
      for (const [name, divisor] of divisorsIn(payload)) divisors.set(name, divisor);
    pixels = start + payload.length;
  }
  return { frame, divisors, pixels, hasGap };
};
