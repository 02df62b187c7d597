import sharp from 'sharp';
import { crc32, deflateSync } from 'node:zlib';
import { long, short, tiffBlock, type TiffBlock } from './tiff-block.ts';

/** A picture without any metadata, wider than high. */
export const picture = () =>
  sharp({ create: { width: 24, height: 16, channels: 3, background: { r: 200, g: 120, b: 40 } } });

const exifMarker = Buffer.from('Exif\0\0');

/** A JPEG with the block in an APP1 segment right behind its start. */
export const jpegWithExif = async (block: Buffer): Promise<Buffer> =>
  jpegWithSegment(await picture().jpeg().toBuffer(), 0xe1, Buffer.concat([exifMarker, block]));

/** An uncompressed grey TIFF of 24 x 16 pixels that carries the tags in its own directories. */
export const tiffImage = ({ ifd0 = [], ...rest }: TiffBlock): Buffer => {
  const [width, height] = [24, 16];
  return tiffBlock({
    ...rest,
    pixels: Buffer.alloc(width * height, 128),
    ifd0: [
      ...ifd0,
      short(256, width),
      short(257, height),
      short(258, 8),
      short(259, 1),
      short(262, 1),
      long(273, 8),
      short(277, 1),
      short(278, height),
      long(279, width * height),
    ],
  });
};

/** A PNG with chunks added behind its pixels. */
export const pngWithChunks = async (...chunks: readonly Buffer[]): Promise<Buffer> => {
  const png = await picture().png().toBuffer();
  const end = png.length - 12;
  return Buffer.concat([png.subarray(0, end), ...chunks, png.subarray(end)]);
};

export const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** EXIF as digits in a text chunk, the way ImageMagick writes it. */
export const profileText = (block: Buffer): Buffer => hexText('exif', Buffer.concat([exifMarker, block]));

export const hexText = (kind: string, payload: Buffer): Buffer => {
  const lines = payload.toString('hex').replaceAll(/.{72}/g, '$&\n');
  return Buffer.from(`\n${kind}\n${String(payload.length).padStart(8)}\n${lines}\n`, 'latin1');
};

export const textChunk = (keyword: string, text: Buffer) =>
  pngChunk('tEXt', Buffer.concat([Buffer.from(`${keyword}\0`), text]));

export const compressedTextChunk = (keyword: string, text: Buffer) =>
  pngChunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]));

/** A GIF with the packet as Adobe's programs write it: not in blocks, and a ramp behind it. */
export const gifWithXmp = async (packet: string): Promise<Buffer> => {
  const gif = await picture().gif().toBuffer();
  const ramp = Buffer.from([1, ...Array.from({ length: 256 }, (_, n) => 255 - n), 0]);
  const extension = Buffer.concat([
    Buffer.from('\x21\xff\x0bXMP DataXMP', 'latin1'),
    Buffer.from(packet),
    ramp,
  ]);
  return Buffer.concat([gif.subarray(0, -1), extension, gif.subarray(-1)]);
};

/** A WebP in its extended form with one more chunk. */
export const webpWithChunk = async (name: string, data: Buffer): Promise<Buffer> => {
  const webp = await picture().withXmp('<x/>').webp().toBuffer();
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  const own = webp.indexOf('XMP ');
  const file = Buffer.concat([webp.subarray(0, own), head, data, Buffer.alloc(data.length % 2)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
};

/** The same JPEG with another segment in front of all others. */
export const jpegWithSegment = (jpeg: Buffer, marker: number, payload: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]);
};
