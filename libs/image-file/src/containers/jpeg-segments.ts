import type { Meter } from '../refusal/meter.ts';

/** A marker of ITU-T T.81, annex B, and what belongs to it. */
export interface JpegSegment {
  /** The byte behind 0xff. */
  readonly marker: number;
  /** Without marker and length. */
  readonly payload: Buffer;
}

/** Markers: restarts to the end of the image stand alone, as does 0x01; pixels follow the start of a scan. */
const [temporary, firstRestart, endOfImage, startOfScan] = [0x01, 0xd0, 0xd9, 0xda];

/** Looked at in one go, so that the meter can stop it in between. */
const stretchBytes = 64 * 1024;

/**
 * The segments of a JPEG, each of them whole, up to the first scan, which is the last. Like decoders, it passes by what
 * lies between segments byte by byte.
 * @param through whether to go on behind that scan, and each other: pixels, too, lie between segments
 */
export function* jpegSegments(
  file: Buffer,
  meter: Meter,
  through: 'first scan' | 'all scans' = 'first scan',
): Generator<JpegSegment> {
  for (let at = 2; at < file.length;) {
    const found = nextMarker(file, at);
    if (found > at) meter.metadata(found - at);
    at = found;
    if (file[at] !== 0xff || !isMarker(file[at + 1])) continue;
    const marker = file.readUInt8(at + 1);
    at += 2;
    if (marker === endOfImage) return;
    if (marker === temporary || (marker >= firstRestart && marker < endOfImage)) continue;
    if (at + 2 > file.length) return;
    // It counts its own two bytes, whatever it says.
    const end = at + Math.max(2, file.readUInt16BE(at));
    if (marker !== startOfScan) meter.metadata(end - at);
    if (end > file.length) return;
    yield { marker, payload: file.subarray(at + 2, end) };
    if (marker === startOfScan && through === 'first scan') return;
    at = end;
  }
}

/** Where a marker's 0xff stands, or where this stretch ends. */
const nextMarker = (file: Buffer, start: number): number => {
  if (isMarkerAt(file, start)) return start;
  const end = Math.min(file.length, start + stretchBytes);
  let at = behindFill(file, start, end);
  while (at < end && !isMarkerAt(file, at)) at++;
  return at;
};

const isMarkerAt = (file: Buffer, at: number): boolean => file[at] === 0xff && isMarker(file[at + 1]);

/** A stretch of what may fill up a file: read byte by byte, a hundred megabytes of it take a tenth of a second. */
const fills = [0xff, 0].map((fill) => Buffer.alloc(stretchBytes, fill));

/** Where a stretch of nothing but one fill byte ends: at its last, which may begin a marker. Any other is not passed by. */
const behindFill = (file: Buffer, start: number, end: number): number => {
  const fill = fills.find(([first]) => first === file[start]);
  return fill?.compare(file, start, end, 0, end - start) === 0 ? end - 1 : start;
};

/** Behind 0xff: a second one only fills up, and a zero belongs to pixels. */
const isMarker = (byte = 0): boolean => byte !== 0 && byte !== 0xff;
