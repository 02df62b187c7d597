import { metadata, type Part, type PartsOf } from './part.ts';

const signatureBytes = 8;
/** A length before a chunk's data, a type, and a check sum behind. */
const chunkBytes = 12;

/** libpng unpacks up to 8 MB of each compressed text, some milliseconds: 64 of them are more than any program writes. */
const compressedBytes = 256 * 1024;

/** PNG third edition, section 5.3, up to the pixels. */
export const pngParts: PartsOf = function* (file) {
  for (let at = signatureBytes; at + chunkBytes <= file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') return;
    yield chunk(type, file.subarray(at + 8, at + 8 + length));
    at += chunkBytes + length;
  }
};

const chunk = (type: string, data: Buffer): Part => {
  const compressed = type === 'zTXt' || type === 'iCCP' || (type === 'iTXt' && isCompressed(data));
  return metadata(compressed ? Math.max(data.length, compressedBytes) : data.length);
};

/** Section 11.3.3.4: a keyword of at most 79 letters, a zero, a flag. */
const isCompressed = (text: Buffer): boolean => text[text.subarray(0, 80).indexOf(0) + 1] === 1;
