import { inflateRawSync } from 'node:zlib';

/** What a text chunk can hold for ImageMagick and GIMP. */
export type TextProfileKind = 'exif' | 'iptc' | 'xmp';

const kinds: Readonly<Record<string, TextProfileKind>> = {
  exif: 'exif',
  APP1: 'exif',
  iptc: 'iptc',
  xmp: 'xmp',
};

const keyword = /^Raw profile type (\w{3,4})\0/;
const keywordBytes = 22;
/** Asked first: there can be very many texts, and next to none of them is a profile. */
const initial = 'R'.charCodeAt(0);

/** Which profile is in a text chunk; undefined when it is another chunk, or none that is known. */
export const textProfileKind = (type: string, data: Buffer): TextProfileKind | undefined => {
  if ((type !== 'tEXt' && type !== 'zTXt') || data[0] !== initial) return undefined;
  const [, name] = keyword.exec(data.toString('latin1', 0, keywordBytes)) ?? [];
  return name === undefined ? undefined : kinds[name];
};

/** 64 KiB of EXIF, as much as a JPEG can carry over, is 128 KiB of digits, and line ends. */
const maxTextBytes = 256 * 1024;

/** The bytes that such a text spells out in hexadecimal; undefined when it is none, or too long. */
export const unpackTextProfile = (type: string, data: Buffer): Buffer | undefined => {
  const start = data.indexOf(0) + 1;
  const text = type === 'zTXt' ? unpacked(data.subarray(start + 1), maxTextBytes) : data.subarray(start);
  if (text === undefined || text.length > maxTextBytes) return undefined;
  const [, bytes, digits] = /^\n[^\n]*\n *(\d+)\n([\da-f\n]+)/i.exec(text.toString('latin1')) ?? [];
  if (bytes === undefined || digits === undefined) return undefined;
  // What is behind as many bytes as it says is none of them, as for ImageMagick, which wrote a NUL there for years.
  return Buffer.from(digits.replaceAll('\n', ''), 'hex').subarray(0, Number(bytes));
};

/** As much as libpng unpacks. */
const maxPacketBytes = 8_000_000;
const packetKeyword = Buffer.from('XML:com.adobe.xmp\0', 'latin1');

/**
 * The XMP packet in a text chunk: in `iTXt` by XMP Specification part 3, section 1.1.5; libvips writes `zTXt`.
 * Behind the keyword come, of PNG third edition, section 11.3.3: in `zTXt` a method, and in `iTXt` a flag and a method
 * of compression, a language and a translated keyword.
 */
export const packetIn = (type: string, data: Buffer): Buffer | undefined => {
  const start = packetKeyword.length;
  if (data[0] !== packetKeyword[0] || !data.subarray(0, start).equals(packetKeyword)) return undefined;
  if (type === 'tEXt') return data.subarray(start);
  if (type === 'zTXt') return unpacked(data.subarray(start + 1), maxPacketBytes);
  const languageEnd = data.indexOf(0, start + 2);
  const textStart = data.indexOf(0, languageEnd + 1) + 1;
  if (type !== 'iTXt' || languageEnd < 0 || textStart === 0) return undefined;
  const text = data.subarray(textStart);
  return data[start] === 0 ? text : unpacked(text, maxPacketBytes);
};

const zlibHeaderBytes = 2;

/**
 * RFC 1950. As libpng does, this makes do without the check sum at the end.
 * @returns undefined when it is damaged, or a bomb: the picture is as good without it
 */
export const unpacked = (compressed: Buffer, maxBytes: number): Buffer | undefined => {
  try {
    return inflateRawSync(compressed.subarray(zlibHeaderBytes), { maxOutputLength: maxBytes });
  } catch {
    return undefined;
  }
};
