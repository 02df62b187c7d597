import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  avifWithCodePoints,
  heicFiles,
  heifWithCodePointsForProfile,
  pngWithCodePoints,
} from '@image-pipeline/image-file/testing';
import type { Sharp } from 'sharp';
import { apng, jpegWithGainMap } from '../src/testing/files.ts';
import { animation, encoders, photo } from '../src/testing/images.ts';
import { filled, pictureInside, svg } from '../src/testing/svg-files.ts';

const tagged = (): Sharp => photo(40, 30).withMetadata({ orientation: 6 }).withIccProfile('p3');

/**
 * A small file of every kind that this package can read, with as much inside as possible:
 * orientation, profile, code points, palette, frames, tiles, a gain map.
 */
export const seedMakers: Readonly<Record<string, () => Promise<Buffer>>> = {
  JPEG: () => encoders.jpeg(tagged()),
  'progressive JPEG': () => tagged().jpeg({ progressive: true }).toBuffer(),
  'JPEG of 4:4:4': () => tagged().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
  'grey JPEG': () => photo(40, 30).greyscale().jpeg().toBuffer(),
  'CMYK JPEG': () => tagged().toColourspace('cmyk').jpeg().toBuffer(),
  'JPEG with a gain map': async () =>
    jpegWithGainMap(await encoders.jpeg(tagged()), await encoders.jpeg(photo(20, 15).greyscale())),
  PNG: () => encoders.png(tagged()),
  'animated PNG': async () => apng(await encoders.png(photo(20, 15)), await encoders.png(photo(20, 15))),
  'PNG with code points': async () => pngWithCodePoints(await encoders.png(photo(40, 30)), 12, 13, 0, 1),
  'interlaced PNG': () => tagged().png({ progressive: true }).toBuffer(),
  'palette PNG': () => photo(40, 30).png({ palette: true }).toBuffer(),
  '16-bit PNG': () => encoders.png(tagged().toColourspace('rgb16')),
  'transparent PNG': () => photo(40, 30).ensureAlpha(0.5).png().toBuffer(),
  WebP: () => tagged().webp().toBuffer(),
  'lossless WebP': () => encoders.webp(tagged()),
  'transparent WebP': () => photo(40, 30).ensureAlpha(0.5).webp().toBuffer(),
  'animated WebP': () => encoders.webp(animation(20, 15, 3)),
  GIF: () => encoders.gif(photo(40, 30)),
  'animated GIF': () => encoders.gif(animation(20, 15, 3)),
  TIFF: () => encoders.tiff(tagged()),
  'tiled TIFF': () => tagged().tiff({ tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
  'JPEG in TIFF': () => photo(40, 30).tiff({ compression: 'jpeg' }).toBuffer(),
  'fax in TIFF': () =>
    photo(40, 30)
      .threshold()
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', predictor: 'none', bitdepth: 1 })
      .toBuffer(),
  'BigTIFF of 16 bits': () =>
    tagged().toColourspace('rgb16').tiff({ bigtiff: true, compression: 'deflate' }).toBuffer(),
  'pages of TIFF': () => encoders.tiff(animation(20, 15, 3)),
  AVIF: () => encoders.avif(tagged()),
  'transparent AVIF': () => encoders.avif(photo(40, 30).ensureAlpha(0.5)),
  'AVIF with code points': async () => avifWithCodePoints(await encoders.avif(photo(40, 30)), 12, 13),
  HEIC: () => Promise.resolve(heicFiles.turned),
  'HEIC with code points': () => Promise.resolve(heifWithCodePointsForProfile(heicFiles.turned, 9, 16)),
  SVG: () => Promise.resolve(svg('width="40" height="30" viewBox="0 0 4 3"', drawing)),
  'picture in SVG': async () => pictureInside(await encoders.png(photo(8, 6))),
};

/** An SVG that still has a root starts a process of its own, a HEIC a decoder: a tenth of a second each. */
export const isSlow = ({ name }: Seed): boolean => /SVG|HEIC/.test(name);

const drawing =
  '<style>g { opacity: 0.5 }</style><defs><filter id="f"><feGaussianBlur stdDeviation="0.1"/></filter></defs>' +
  `<g filter="url(#f)" transform="rotate(5)">${filled('red')}<path d="M0 0L3 3Q4 0 1 2z"/></g><text y="2">a</text>`;

export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
}

export const makeSeeds = (): Promise<Seed[]> =>
  Promise.all(Object.entries(seedMakers).map(async ([name, make]) => ({ name, bytes: await make() })));

const imageName = /\.(jpe?g|png|webp|avif|gif|tiff?|bmp|ico|svg|heic|jxl)$/i;
const maxBytes = 20 * 1024 * 1024;

/** Every file below a directory that is named like an image. Links are not followed. */
export async function* imagesBelow(directory: string): AsyncGenerator<Seed> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* imagesBelow(path);
    else if (entry.isFile() && imageName.test(entry.name) && (await stat(path)).size <= maxBytes) {
      yield { name: path, bytes: await readFile(path) };
    }
  }
}
