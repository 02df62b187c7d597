import { gifWithPacket, jpegWithSegment, pngWithBehind, webpChunk } from '@image-pipeline/image-file/testing';
import sharp from 'sharp';
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
export const pngWithChunks = async (...chunks: readonly Buffer[]): Promise<Buffer> =>
  pngWithBehind(await picture().png().toBuffer(), ...chunks);

/** A GIF with the packet as Adobe's programs write it. */
export const gifWithXmp = async (packet: string): Promise<Buffer> =>
  gifWithPacket(await picture().gif().toBuffer(), packet);

/** A WebP in its extended form with one more chunk. */
export const webpWithChunk = async (name: string, data: Buffer): Promise<Buffer> => {
  const webp = await picture().withXmp('<x/>').webp().toBuffer();
  const file = Buffer.concat([webp.subarray(0, webp.indexOf('XMP ')), webpChunk(name, data)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
};
