import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { animation, encoders, photo } from '../src/testing/images.ts';
import { filled, pictureInside, svg } from '../src/testing/svg-files.ts';

const tagged = (): Sharp => photo(40, 30).withMetadata({ orientation: 6 }).withIccProfile('p3');

/**
 * A small file of every kind that sharp can write and this package can read, with as much inside as possible:
 * orientation, profile, palette, frames, tiles.
 */
export const seedMakers: Readonly<Record<string, () => Promise<Buffer>>> = {
  JPEG: () => encoders.jpeg(tagged()),
  'progressive JPEG': () => tagged().jpeg({ progressive: true }).toBuffer(),
  'JPEG of 4:4:4': () => tagged().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
  'grey JPEG': () => photo(40, 30).greyscale().jpeg().toBuffer(),
  'CMYK JPEG': () => tagged().toColourspace('cmyk').jpeg().toBuffer(),
  PNG: () => encoders.png(tagged()),
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
  'pages of TIFF': () => encoders.tiff(animation(20, 15, 3)),
  AVIF: () => encoders.avif(tagged()),
  'transparent AVIF': () => encoders.avif(photo(40, 30).ensureAlpha(0.5)),
  // Each input that still has a root starts a process of its own, for a tenth of a second.
  SVG: () => Promise.resolve(svg('width="40" height="30" viewBox="0 0 4 3"', drawing)),
  'picture in SVG': async () => pictureInside(await encoders.png(photo(8, 6))),
};

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
