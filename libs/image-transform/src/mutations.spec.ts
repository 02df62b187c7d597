import { ImageRejectedError } from '@image-pipeline/image-file';
import { heicFiles } from '@image-pipeline/image-file/testing';
import fc from 'fast-check';
import type { Recipe } from './recipes/recipe.ts';
import { renderVariants } from './render-variants.ts';
import { animation, encoders, photo } from './testing/images.ts';
import { filled, svg } from './testing/svg-files.ts';

const recipes: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 16, height: 16, format: 'jpeg' },
  { name: 'small', fit: 'width', width: 24, format: 'webp' },
];

const tagged = () => photo(40, 30).withMetadata({ orientation: 6 }).withIccProfile('p3');

/** Small files with as much inside them as possible: orientation, profile, palette, frames. */
const originals: Record<string, () => Promise<Buffer>> = {
  JPEG: () => encoders.jpeg(tagged()),
  'progressive JPEG': () => tagged().jpeg({ progressive: true }).toBuffer(),
  'CMYK JPEG': () => tagged().toColourspace('cmyk').jpeg().toBuffer(),
  PNG: () => encoders.png(tagged()),
  '16-bit PNG': () => encoders.png(tagged().toColourspace('rgb16')),
  WebP: () => tagged().webp().toBuffer(),
  'animated WebP': () => encoders.webp(animation(20, 15, 3)),
  GIF: () => encoders.gif(animation(20, 15, 3)),
  TIFF: () => encoders.tiff(tagged()),
  AVIF: () => encoders.avif(tagged()),
  HEIC: () => Promise.resolve(heicFiles.turned),
  SVG: () => Promise.resolve(svg('width="40" height="30"', filled('red'))),
};

type Change = readonly [place: number, value: number];

/** Headers are short and decide most, so half of the changes go there. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  fc.double({ min: 0, max: 0.1, noNaN: true }),
);
const changes = fc.array(fc.tuple(place, fc.oneof(fc.constantFrom(0, 127, 128, 255), fc.nat(255))), {
  minLength: 1,
  maxLength: 5,
});
const length = fc.oneof(
  { arbitrary: fc.constant(1), weight: 4 },
  { arbitrary: fc.double({ min: 0, max: 1, noNaN: true }), weight: 1 },
);

const mutated = (original: Buffer, changed: readonly Change[], kept: number): Buffer => {
  const bytes = Buffer.from(original);
  for (const [at, value] of changed) bytes[Math.floor(at * bytes.length)] = value;
  return bytes.subarray(0, Math.floor(kept * bytes.length));
};

describe('a damaged file', () => {
  it.each(Object.entries(originals))('is rendered or rejected, nothing else: %s', async (name, make) => {
    const original = await make();
    await expect(renderVariants(original, recipes)).resolves.toBeDefined();
    const check = fc.asyncProperty(changes, length, async (changed, kept) => {
      try {
        const { variants } = await renderVariants(mutated(original, changed, kept), recipes, {
          maxPixels: 4_000_000,
        });
        expect(variants).toHaveLength(2);
      } catch (error) {
        expect(error).toBeInstanceOf(ImageRejectedError);
      }
    });
    // Every HEIC starts a decoder of its own, and every SVG a process.
    await fc.assert(check, { numRuns: ['HEIC', 'SVG'].includes(name) ? 10 : 60 });
  });

  it('is rejected when it is noise behind a signature', async () => {
    const signature = fc.constantFrom(
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n',
      'RIFF\0\0\0\0WEBP',
      'GIF89a',
      'II*\0',
      '\0\0\0\x18ftypavif',
    );
    const check = fc.asyncProperty(signature, fc.uint8Array({ maxLength: 300 }), async (head, noise) => {
      const bytes = Buffer.concat([Buffer.from(head, 'latin1'), noise]);
      await expect(renderVariants(bytes, recipes)).rejects.toBeInstanceOf(ImageRejectedError);
    });
    await fc.assert(check, { numRuns: 150 });
  });
});
