import { inflateSync } from 'node:zlib';

/**
 * The EXIF of a PNG where libvips does not look: in an `eXIf` chunk behind the pixels, where some editors append it
 * (PNG third edition, section 11.3.4.5, allows it anywhere), or as the hexadecimal text that ImageMagick and GIMP
 * wrote before that chunk was standard in 2017.
 */
export function exifInPng(png: Uint8Array): Uint8Array | undefined {
  let profile: Chunk | undefined;
  for (const chunk of metadataChunks(png)) {
    if (chunk.type === 'eXIf') return chunk.data;
    if (isExifProfile(chunk)) profile ??= chunk;
  }
  // One profile is tried, however many there are: a file has room for 100,000 that inflate to the limit each.
  return profile && decodeProfile(profile);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

const signatureBytes = 8;
const wanted = new Set(['eXIf', 'tEXt', 'zTXt']);

/** A chunk is its length, type, data and CRC. Lengths that lead out of the file end the search. */
function* metadataChunks(png: Uint8Array): Generator<Chunk> {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  let at = signatureBytes;
  while (at + 12 <= file.length) {
    const data = at + 8;
    const end = data + file.readUInt32BE(at);
    if (end > file.length) return;
    const type = file.toString('latin1', at + 4, data);
    if (wanted.has(type)) yield { type, data: file.subarray(data, end) };
    at = end + 4;
  }
}

const keywords = ['Raw profile type exif\0', 'Raw profile type APP1\0'];
const keywordBytes = 22;

const isExifProfile = ({ data }: Chunk) => keywords.includes(data.toString('latin1', 0, keywordBytes));

/** 64 KiB of EXIF, as much as a JPEG can carry over, is 128 KiB of digits, and line ends. */
const maxTextBytes = 256 * 1024;

function decodeProfile({ type, data }: Chunk): Buffer | undefined {
  const text = type === 'zTXt' ? inflated(data.subarray(keywordBytes + 1)) : data.subarray(keywordBytes);
  if (text === undefined || text.length > maxTextBytes) return undefined;
  const [, digits] = /^\n[^\n]*\n *\d+\n([\da-f\n]+)$/i.exec(text.toString('latin1')) ?? [];
  return digits === undefined ? undefined : Buffer.from(digits.replaceAll('\n', ''), 'hex');
}

function inflated(compressed: Buffer): Buffer | undefined {
  try {
    return inflateSync(compressed, { maxOutputLength: maxTextBytes });
  } catch {
    // Damaged or a bomb: the picture itself has already been found sound.
    return undefined;
  }
}
