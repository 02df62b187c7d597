import { compressedTextChunk, pngChunk, profileText, textChunk } from '@image-pipeline/image-file/testing';
import type { Sharp } from 'sharp';
import { heic } from '../../testing/heic.ts';
import { picture, pngWithChunks, tiffImage } from '../../testing/images.ts';
import { photo } from '../../testing/photo.ts';
import { short, tiffBlock } from '../../testing/tiff-block.ts';
import { alternatives, list, xmpPacket } from '../../testing/xmp.ts';
import { exif, type Corpus } from './made-of.ts';

const packet = xmpPacket(
  [alternatives('title', { 'x-default': 'Gate' }), list('subject', 'Bag', 'gate')].join(''),
);

const tagged = (orientation: number) =>
  picture()
    .withExif({
      IFD0: { Make: 'Canon', Model: 'Canon EOS 5D', Orientation: String(orientation) },
      IFD2: { DateTimeOriginal: '2024:05:01 10:00:00', OffsetTimeOriginal: '+02:00', FNumber: '28/10' },
      IFD3: {
        GPSLatitudeRef: 'S',
        GPSLatitude: '33/1 51/1 2520/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '151/1 12/1 3540/100',
      },
    })
    .withXmp(packet);

const encoders: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  JPEG: (image) => image.jpeg(),
  PNG: (image) => image.png(),
  WebP: (image) => image.webp(),
  AVIF: (image) => image.avif({ effort: 0 }),
  TIFF: (image) => image.tiff(),
  GIF: (image) => image.gif(),
};

export const containers: Corpus = {
  ...Object.fromEntries(
    Object.entries(encoders).flatMap(([name, encode]) =>
      [1, 6].map((orientation) => [
        `${name}, orientation ${orientation}`,
        () => encode(tagged(orientation)).toBuffer(),
      ]),
    ),
  ),
  'photo in JPEG': exif(photo),
  'photo in JPEG, big-endian': exif({ ...photo, byteOrder: 'big' }),
  'photo in TIFF': () => tiffImage({ ...photo, ifd0: [...photo.ifd0, short(0x0112, 8)] }),
  'photo in TIFF, big-endian': () => tiffImage({ ...photo, byteOrder: 'big' }),
  'photo in PNG, behind the pixels': () => pngWithChunks(pngChunk('eXIf', tiffBlock(photo))),
  'photo in PNG, as text': () =>
    pngWithChunks(textChunk('Raw profile type exif', profileText(tiffBlock(photo)))),
  'photo in PNG, as compressed text': () =>
    pngWithChunks(compressedTextChunk('Raw profile type exif', profileText(tiffBlock(photo)))),
  HEIC: () => heic({ exif: tiffBlock(photo) }),
  'HEIC, EXIF behind its marker': () => heic({ exif: tiffBlock(photo), prefix: Buffer.from('Exif\0\0') }),
  'HEIC, EXIF in a segment of a JPEG': () =>
    heic({ exif: tiffBlock(photo), prefix: Buffer.from('\xff\xe1\x01\xf4Exif\0\0', 'latin1') }),
  'HEIC, turned': () => heic({ exif: tiffBlock({ ifd0: [short(0x0112, 6)] }), turns: 3 }),
  'HEIC, turned by EXIF alone': () => heic({ exif: tiffBlock({ ifd0: [short(0x0112, 6)] }) }),
  'HEIC, first of all a HEIF': () => heic({ brand: 'mif1' }),
  'PNG, animated': () => pngWithChunks(pngChunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]))),
};
