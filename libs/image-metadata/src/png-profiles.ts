import { inflateSync } from 'node:zlib';

/** Metadata of a PNG where libvips does not look. */
export interface PngProfiles {
  readonly exif?: Uint8Array;
  /** As `readIptcBlock` takes it. */
  readonly iptc?: Uint8Array;
  readonly xmp?: Uint8Array;
}

/**
 * EXIF in an `eXIf` chunk behind the pixels, where some editors append it (PNG third edition, section 11.3.4.5, allows
 * it anywhere), and EXIF, IPTC and XMP as the hexadecimal text that ImageMagick and GIMP write. For EXIF the chunk,
 * standard since 2017, comes first.
 */
export const profilesInPng = (png: Uint8Array): PngProfiles => {
  let exif: Buffer | undefined;
  // One profile of a kind is tried, however many there are: a file has room for 100,000 that inflate to the limit each.
  const texts = new Map<Kind, Chunk>();
  for (const chunk of metadataChunks(png)) {
    if (chunk.type === 'eXIf') exif ??= chunk.data;
    const kind = kindOf(chunk);
    if (kind !== undefined && !texts.has(kind)) texts.set(kind, chunk);
  }
  const decoded = (kind: Kind) => {
    const chunk = texts.get(kind);
    return chunk && decodeProfile(chunk);
  };
  exif ??= decoded('exif');
  const [iptc, xmp] = [decoded('iptc'), decoded('xmp')];
  return { ...(exif && { exif }), ...(iptc && { iptc }), ...(xmp && { xmp }) };
};

interface Chunk {
  readonly type: 'eXIf' | 'tEXt' | 'zTXt';
  readonly data: Buffer;
}

const signatureBytes = 8;

/** By their four letters as one number: a hundred megabytes have room for eight million chunks. */
const wanted = new Map(
  (['eXIf', 'tEXt', 'zTXt'] as const).map((type) => [Buffer.from(type, 'latin1').readUInt32BE(), type]),
);

/** A chunk is its length, type, data and CRC. Lengths that lead out of the file end the search. */
function* metadataChunks(png: Uint8Array): Generator<Chunk> {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  let at = signatureBytes;
  while (at + 12 <= file.length) {
    const data = at + 8;
    const end = data + file.readUInt32BE(at);
    if (end > file.length) return;
    const type = wanted.get(file.readUInt32BE(at + 4));
    if (type !== undefined) yield { type, data: file.subarray(data, end) };
    at = end + 4;
  }
}

type Kind = keyof PngProfiles;

const kinds: Readonly<Record<string, Kind>> = {
  exif: 'exif',
  APP1: 'exif',
  iptc: 'iptc',
  xmp: 'xmp',
};
const keyword = /^Raw profile type (\w{3,4})\0/;
const keywordBytes = 22;

const kindOf = ({ type, data }: Chunk): Kind | undefined => {
  if (type === 'eXIf') return undefined;
  const [, name] = keyword.exec(data.toString('latin1', 0, keywordBytes)) ?? [];
  return name === undefined ? undefined : kinds[name];
};

/** 64 KiB of EXIF, as much as a JPEG can carry over, is 128 KiB of digits, and line ends. */
const maxTextBytes = 256 * 1024;

const decodeProfile = ({ type, data }: Chunk): Buffer | undefined => {
  const start = data.indexOf(0) + 1;
  const text = type === 'zTXt' ? inflated(data.subarray(start + 1)) : data.subarray(start);
  if (text === undefined || text.length > maxTextBytes) return undefined;
  const [, digits] = /^\n[^\n]*\n *\d+\n([\da-f\n]+)$/i.exec(text.toString('latin1')) ?? [];
  return digits === undefined ? undefined : Buffer.from(digits.replaceAll('\n', ''), 'hex');
};

const inflated = (compressed: Buffer): Buffer | undefined => {
  try {
    return inflateSync(compressed, { maxOutputLength: maxTextBytes });
  } catch {
    // Damaged or a bomb: the picture itself has already been found sound.
    return undefined;
  }
};
