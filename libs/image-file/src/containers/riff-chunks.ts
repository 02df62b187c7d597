import type { Meter } from '../refusal/meter.ts';

/** RFC 9649, section 2.3. */
export interface RiffChunk {
  /** Four letters. */
  readonly type: string;
  readonly data: Buffer;
}

const headerBytes = 8;
const pixels = new Set(['VP8 ', 'VP8L', 'ALPH']);

/** By their numbers: a name and a view for each of 65,536 chunks that nobody asks for take longer than the walk. */
const known = new Map(
  [...pixels, 'VP8X', 'ANMF', 'EXIF', 'ICCP', 'XMP ', 'XMP\0'].map((type) => [
    Buffer.from(type, 'latin1').readUInt32LE(),
    type,
  ]),
);

/**
 * The chunks of a WebP that lie one behind the other in these bytes, up to the first that is not whole; those of no
 * known kind are only counted. Each begins at an even place. libwebp takes seconds for 100,000 frames: it looks for
 * each from the first one on.
 * @param bytes what is behind the form type, or behind the 16 bytes that a frame begins with
 */
export function* riffChunks(bytes: Buffer, meter: Meter): Generator<RiffChunk> {
  for (let at = 0; at + headerBytes <= bytes.length;) {
    const type = known.get(bytes.readUInt32LE(at));
    const start = at + headerBytes;
    const end = start + bytes.readUInt32LE(at + 4);
    if (type === 'ANMF') meter.frame();
    else meter.metadata((type !== undefined && pixels.has(type)) || end > bytes.length ? 0 : end - start);
    if (end > bytes.length) return;
    if (type !== undefined) yield { type, data: bytes.subarray(start, end) };
    at = end + (end % 2);
  }
}
