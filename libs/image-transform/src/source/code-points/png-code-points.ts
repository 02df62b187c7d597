import type { CodePoints } from './code-points.ts';

const signatureBytes = 8;
/** A length before a chunk's data, a type, and a check sum behind. */
const chunkBytes = 12;
/** Honest files have a dozen before their pixels; a hundred megabytes could hold eight million. */
const maxChunks = 1000;

const type = (letters: string): number => Buffer.from(letters, 'latin1').readUInt32BE();

const cicp = type('cICP');
const pixels = type('IDAT');

/**
 * The code points in a PNG's `cICP` chunk, which comes before the pixels (PNG third edition, section 11.3.2.6).
 * Its third number has to be 0, for RGB. Samples of the narrow range of video, fourth number 0, are not expanded
 * here: then nothing is said.
 */
export const pngCodePoints = (bytes: Uint8Array): CodePoints | undefined => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = signatureBytes;
  for (let chunk = 0; chunk < maxChunks && at + chunkBytes <= file.length; chunk++) {
    const length = file.readUInt32BE(at);
    const kind = file.readUInt32BE(at + 4);
    if (kind === pixels || at + chunkBytes + length > file.length) return undefined;
    if (kind === cicp) return codePointsIn(file.subarray(at + 8, at + 8 + length));
    at += chunkBytes + length;
  }
  return undefined;
};

const codePointsIn = ([primaries, transfer, matrix, fullRange]: Uint8Array): CodePoints | undefined => {
  if (primaries === undefined || transfer === undefined || matrix !== 0 || fullRange !== 1) return undefined;
  return { primaries, transfer };
};
