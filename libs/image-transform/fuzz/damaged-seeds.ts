import { heicFiles } from '@image-pipeline/image-file/testing';
import { animation, encoders, photo } from '../src/testing/images.ts';
import type { Seed } from './seeds.ts';

const picture = () => photo(160, 120);

/** A file of every kind without any metadata: a turn or a profile that is lost leaves no trace. */
export const damagedSeedMakers: Readonly<Record<string, () => Promise<Buffer>>> = {
  JPEG: () => encoders.jpeg(picture()),
  'JPEG of optimised tables': () => picture().jpeg({ optimizeCoding: true, quality: 60 }).toBuffer(),
  'JPEG of 4:4:4': () => picture().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
  'progressive JPEG': () => picture().jpeg({ progressive: true }).toBuffer(),
  'progressive JPEG of high quality': () => picture().jpeg({ progressive: true, quality: 97 }).toBuffer(),
  'progressive JPEG of mozjpeg': () => picture().jpeg({ mozjpeg: true }).toBuffer(),
  'grey JPEG': () => picture().greyscale().jpeg().toBuffer(),
  'CMYK JPEG': () => picture().toColourspace('cmyk').jpeg().toBuffer(),
  'smooth JPEG': () => photo(480, 360).blur(20).jpeg({ quality: 60, optimizeCoding: true }).toBuffer(),
  'smooth progressive JPEG': () =>
    photo(480, 360).blur(20).jpeg({ quality: 60, progressive: true }).toBuffer(),
  PNG: () => encoders.png(picture()),
  'interlaced PNG': () => picture().png({ progressive: true }).toBuffer(),
  'palette PNG': () => picture().png({ palette: true }).toBuffer(),
  '16-bit PNG': () => encoders.png(picture().toColourspace('rgb16')),
  'transparent PNG': () => picture().ensureAlpha(0.5).png().toBuffer(),
  'transparent palette PNG': () => picture().ensureAlpha(0.5).png({ palette: true }).toBuffer(),
  GIF: () => encoders.gif(picture()),
  'GIF of few colours': () => picture().gif({ colours: 8, dither: 0 }).toBuffer(),
  'interlaced GIF': () => picture().gif({ progressive: true }).toBuffer(),
  'transparent GIF': () => picture().ensureAlpha(0.3).gif().toBuffer(),
  'animated GIF': () => encoders.gif(animation(160, 120, 4)),
  TIFF: () => encoders.tiff(picture()),
  'tiled TIFF': () =>
    picture().tiff({ tile: true, tileWidth: 32, tileHeight: 32, compression: 'deflate' }).toBuffer(),
  'JPEG in TIFF': () => picture().tiff({ compression: 'jpeg' }).toBuffer(),
  'JPEG in tiles of TIFF': () => picture().tiff({ tile: true, tileWidth: 64, tileHeight: 64 }).toBuffer(),
  'tiled TIFF of LZW': () =>
    picture().tiff({ tile: true, tileWidth: 64, tileHeight: 64, compression: 'lzw' }).toBuffer(),
  'TIFF of Deflate': () => picture().tiff({ compression: 'deflate' }).toBuffer(),
  'fax in TIFF': () =>
    picture().threshold(120).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(),
  AVIF: () => encoders.avif(picture()),
  'lossy AVIF': () => picture().avif({ effort: 0 }).toBuffer(),
  'transparent AVIF': () => picture().ensureAlpha(0.5).avif({ effort: 0 }).toBuffer(),
  HEIC: () => Promise.resolve(heicFiles.turned),
  WebP: () => picture().webp().toBuffer(),
  'lossless WebP': () => encoders.webp(picture()),
  'animated WebP': () => encoders.webp(animation(160, 120, 4)),
};

/** Pixels of a WebP have no check sum, and no codes that mean nothing. */
export const isUntellable = ({ name }: Pick<Seed, 'name'>): boolean => /WebP/.test(name);

/** Where what has to be told begins, in bytes: boxes of a HEIF say which picture is which, and have no check sum. */
export const pixelsIn = ({ name, bytes }: Seed): number =>
  /AVIF|HEIC/.test(name) ? bytes.indexOf('mdat') + 4 : 0;

export const makeDamagedSeeds = (): Promise<Seed[]> =>
  Promise.all(Object.entries(damagedSeedMakers).map(async ([name, make]) => ({ name, bytes: await make() })));
