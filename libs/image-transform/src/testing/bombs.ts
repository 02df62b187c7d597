import { heicFiles, pngChunk, pngWith, webpChunk } from '@image-pipeline/image-file/testing';
import { gifOf, webpOf } from './animation-bombs.ts';
import { jpegThatClaims, pngThatClaims } from './files.ts';
import { encoders, photo } from './images.ts';
import {
  afterFirstSegment,
  heicWithExif,
  heifThatClaims,
  jpegOf,
  jpegWith,
  pngWithText,
  smallJpeg,
  smallPng,
  svgOfEntities,
} from './still-bombs.ts';
import { svg } from './svg-files.ts';
import { bigTiffOf, tiffOf } from './tiff-bombs.ts';

/** Files that cost a careless reader seconds or gigabytes before it knows that it does not want them. */
export const bombs: Readonly<Record<string, () => Buffer | Promise<Buffer>>> = {
  'PNG that claims 64,000 x 64,000': () => pngThatClaims(64_000, 64_000),
  'JPEG that claims 65,500 x 65,500': async () => jpegThatClaims(await smallJpeg(), 65_500, 65_500),
  'AVIF that claims 60,000 x 60,000': async () => heifThatClaims(await encoders.avif(photo(64, 48)), 60_000),
  'HEIC that claims 60,000 x 60,000': () => heifThatClaims(heicFiles.upright, 60_000),
  'HEIC with 90 MB of EXIF': () => heicWithExif(heicFiles.upright, 90_000_000),
  'SVG of 1,000,000 x 1,000,000': () => svg('width="1000000" height="1000000"'),
  'SVG of ten billion entities': () => svgOfEntities(),
  'TIFF that claims 1,000,000 x 1,000,000': () => tiffOf(1, 1_000_000),
  'BigTIFF that claims 1,000,000 x 1,000,000': () => bigTiffOf(1_000_000),
  'TIFF of 900 pages of 1,000 x 1,000': () => tiffOf(900, 1_000),
  'TIFF of 60,000 pages': () => tiffOf(60_000, 1),
  'TIFF that repeats a megabyte a thousand times': () => tiffOf(1, 1, 1000),
  'GIF of one frame of 65,535 x 65,535': () => gifOf(1, 65_535),
  'GIF of 100,000 frames': () => gifOf(100_000, 1),
  'GIF of 6,000,000 frames': () => gifOf(6_000_000, 1),
  'GIF of 40,000,000 blocks': () => gifOf(1, 1, 40_000_000),
  'WebP of 900 frames of 16,383 x 16,383': () => webpOf(900, 16_383),
  'WebP of 100,000 frames': () => webpOf(100_000, 1),
  'WebP of 8,000,000 empty chunks': () => webpOf(1, 1, Buffer.alloc(64_000_000, 'JUNK\0\0\0\0')),
  'WebP with 90 MB of EXIF': () => webpOf(1, 1, webpChunk('EXIF', Buffer.alloc(90_000_000))),
  'PNG whose text unpacks to a gigabyte': () => pngWithText(1, 1024),
  'PNG of 900 texts that unpack to 7 MB': () => pngWithText(900, 7),
  'PNG of 2,000,000 texts': async () =>
    pngWith(
      await smallPng(),
      Buffer.concat(Array<Buffer>(2_000_000).fill(pngChunk('tEXt', Buffer.from('a\0b')))),
    ),
  'JPEG with 90 MB of EXIF': () => jpegOf(1400, 0xe1, 'Exif\0\0MM\0*\0\0\0\x08'),
  'JPEG with 90 MB of XMP': () => jpegOf(1400, 0xe1, 'http://ns.adobe.com/xap/1.0/\0'),
  'JPEG with 90 MB of ICC profile': () => jpegOf(1400, 0xe2, 'ICC_PROFILE\0\x01\x01'),
  'JPEG with 16 MB of ICC profile': () => jpegOf(250, 0xe2, 'ICC_PROFILE\0\x01\x01'),
  'JPEG with 90 MB between its segments': async () =>
    jpegWith(await smallJpeg(), Buffer.alloc(90_000_000), afterFirstSegment),
  'JPEG with 90 MB of fill bytes': async () => jpegWith(await smallJpeg(), Buffer.alloc(90_000_000, 0xff)),
};
