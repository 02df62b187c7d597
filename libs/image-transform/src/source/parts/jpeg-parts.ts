import { metadata, type PartsOf } from './part.ts';

const [standalone, endOfImage, startOfScan] = [0xd0, 0xd9, 0xda];

/** Looked at in one go, so that who counts can stop in between. */
const stretchBytes = 64 * 1024;

/** ITU-T T.81, annex B, up to the first scan. What lies between the segments is skipped by decoders byte by byte. */
export const jpegParts: PartsOf = function* (file) {
  for (let at = 2; at < file.length;) {
    const marker = nextMarker(file, at);
    if (marker > at) yield metadata(marker - at);
    at = marker;
    if (!isMarker(file, at)) continue;
    const kind = file[at + 1] ?? endOfImage;
    if (kind === startOfScan) return;
    at += 2;
    if (kind >= standalone && kind <= endOfImage) continue;
    if (at + 2 > file.length) return;
    const length = file.readUInt16BE(at);
    yield metadata(length);
    at += Math.max(2, length);
  }
};

/** Where a marker's 0xff stands, or where this stretch ends. */
const nextMarker = (file: Buffer, start: number): number => {
  const end = Math.min(file.length, start + stretchBytes);
  let at = start;
  while (at < end && !isMarker(file, at)) at++;
  return at;
};

/** A second 0xff only fills up, and a zero belongs to pixels. */
const isMarker = (file: Buffer, at: number): boolean => {
  const next = file[at + 1] ?? 0;
  return file[at] === 0xff && next !== 0 && next !== 0xff;
};
