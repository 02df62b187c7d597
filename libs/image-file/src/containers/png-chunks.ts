import type { Meter } from '../refusal/meter.ts';

/** PNG third edition, section 5.3. */
export interface PngChunk {
  /** Four letters. */
  readonly type: string;
  readonly data: Buffer;
  /** Whether pixels have come before it. */
  readonly behindPixels: boolean;
}

const signatureBytes = 8;
/** A length before a chunk's data, a type, and a check sum behind. */
const chunkBytes = 12;
const pixels = Buffer.from('IDAT', 'latin1').readUInt32BE();

/** Decoders leave what is behind the pixels alone, so no meter counts it. A hundred megabytes could hold eight million. */
const maxChunks = 100_000;

/** libpng unpacks up to 8 MB of each compressed text, some milliseconds: 64 of them are more than any program writes. */
const compressedBytes = 256 * 1024;

/** The chunks of a PNG that are whole. Of those with pixels only the first is told, however little of it is there. */
export function* pngChunks(file: Buffer, meter: Meter): Generator<PngChunk> {
  let at = signatureBytes;
  let behindPixels = false;
  for (let count = 0; count < maxChunks && at + chunkBytes <= file.length; count++) {
    const end = at + 8 + file.readUInt32BE(at);
    const isPixels = file.readUInt32BE(at + 4) === pixels;
    if (!isPixels || !behindPixels) {
      const type = file.toString('latin1', at + 4, at + 8);
      const data = file.subarray(at + 8, end);
      if (!isPixels && !behindPixels) meter.metadata(costOf(type, data));
      if (!isPixels && end + 4 > file.length) return;
      yield { type, data, behindPixels };
    }
    behindPixels ||= isPixels;
    at = end + 4;
  }
}

const costOf = (type: string, data: Buffer): number => {
  const compressed = type === 'zTXt' || type === 'iCCP' || (type === 'iTXt' && isCompressed(data));
  return compressed ? Math.max(data.length, compressedBytes) : data.length;
};

/** Section 11.3.3.4: a keyword of at most 79 letters, a zero, a flag. */
const isCompressed = (text: Buffer): boolean => text[text.subarray(0, 80).indexOf(0) + 1] === 1;
