import { jpegSegment, pngChunk, pngWith } from '@image-pipeline/image-file/testing';
import { constants, deflateRawSync } from 'node:zlib';
import { encoders, plain } from './images.ts';
import { svg } from './svg-files.ts';

export const smallJpeg = (): Promise<Buffer> => encoders.jpeg(plain(16, 16));
export const smallPng = (): Promise<Buffer> => encoders.png(plain(9, 9));

/** Behind the start of the image and JFIF's segment. */
export const afterFirstSegment = 20;

export const jpegWith = (original: Buffer, inserted: Buffer, at = 2): Buffer =>
  Buffer.concat([original.subarray(0, at), inserted, original.subarray(at)]);

export const jpegOf = async (segments: number, marker: number, start: string): Promise<Buffer> => {
  const data = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(65_000, ' ')]);
  const segment = jpegSegment(marker, data);
  return jpegWith(await smallJpeg(), Buffer.concat(Array<Buffer>(segments).fill(segment)));
};

export const pngWithText = async (chunks: number, megabytes: number): Promise<Buffer> => {
  const chunk = pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), zeros(megabytes)]));
  return pngWith(await smallPng(), Buffer.concat(Array<Buffer>(chunks).fill(chunk)));
};

/** RFC 1950, as if all had been packed at once: a flushed piece does not look back and can be repeated. */
const zeros = (megabytes: number): Buffer => {
  const bytes = 1024 * 1024;
  const piece = deflateRawSync(Buffer.alloc(bytes), { finishFlush: constants.Z_FULL_FLUSH });
  const checksum = Buffer.alloc(4);
  checksum.writeUInt16BE((megabytes * bytes) % 65_521, 0);
  checksum.writeUInt16BE(1, 2);
  const end = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([Buffer.of(0x78, 0x9c), ...Array<Buffer>(megabytes).fill(piece), end, checksum]);
};

/** Every image of the file says that it is so large. */
export const heifThatClaims = (heif: Buffer, side: number): Buffer => {
  const forged = Buffer.from(heif);
  for (let at = forged.indexOf('ispe'); at >= 0; at = forged.indexOf('ispe', at + 4)) {
    forged.writeUInt32BE(side, at + 8);
    forged.writeUInt32BE(side, at + 12);
  }
  return forged;
};

/** The same HEIC, its EXIF so large: the item's place and length stand in `iloc` one behind the other. */
export const heicWithExif = (heic: Buffer, bytes: number): Buffer => {
  const forged = Buffer.concat([heic, Buffer.alloc(bytes)]);
  const item = heic.lastIndexOf(Buffer.of(0, 1, 0, 0, 0, 0), heic.indexOf('iinf'));
  if (item < 0) throw new Error('no EXIF in this HEIC');
  forged.writeUInt32BE(heic.length, item - 4);
  forged.writeUInt32BE(bytes, item + 6);
  return forged;
};

export const svgOfEntities = (): Buffer => {
  const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`);
  const document = svg('width="10" height="10"', '<text>&e10;</text>');
  return Buffer.concat([Buffer.from(`<!DOCTYPE svg [<!ENTITY e0 "a">${entities.join('')}]>`), document]);
};
