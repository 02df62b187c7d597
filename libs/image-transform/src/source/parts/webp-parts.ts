import { frame, metadata, type PartsOf } from './part.ts';

const riffHeaderBytes = 12;
const chunkHeaderBytes = 8;
const pixels = new Set(['VP8 ', 'VP8L', 'ALPH']);

/** RFC 9649, section 2.7. libwebp takes seconds for 100,000 frames: it looks for each from the first one on. */
export const webpParts: PartsOf = function* (file) {
  for (let at = riffHeaderBytes; at + chunkHeaderBytes <= file.length;) {
    const type = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    if (type === 'ANMF') yield frame;
    else yield metadata(pixels.has(type) || length > file.length ? 0 : length);
    at += chunkHeaderBytes + length + (length % 2);
  }
};
