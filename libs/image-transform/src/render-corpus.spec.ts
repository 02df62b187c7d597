import { heicFiles } from '@image-pipeline/image-file/testing';
import sharp from 'sharp';
import { decodeHeic } from './picture/heic/decode-heic.ts';
import type { Recipe } from './recipes/recipe.ts';
import { renderVariants } from './render-variants.ts';
import { corpus, drawing, photograph, photographs, turned } from './testing/corpus.ts';
import { decoded, encoders, photo, type Pixels } from './testing/images.ts';
import { faultsOf, fullDecode, reference, shifted, type Floor } from './testing/reference.ts';
import { ssim } from './testing/ssim.ts';
import { drawn } from './testing/svg-files.ts';

/** Every kind of file against a decode of all its pixels, converted first and scaled once: size, crop and likeness. */

const recipes: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 48, height: 48, format: 'png' },
  { name: 'small', fit: 'width', width: 89, format: 'png' },
  { name: 'medium', fit: 'inside', width: 71, height: 60, format: 'png' },
  { name: 'frame', fit: 'contain', width: 66, height: 70, format: 'png' },
];

/** 40 dB are hard to see, side by side. The least of what is measured is 42 dB and 0.988, of a WebP halved by its decoder. */
const good: Floor = { psnr: 40, ssim: 0.985 };

const faults = async (
  bytes: Buffer,
  whole: Pixels,
  floor = good,
): Promise<Record<string, readonly string[]>> => {
  const { variants } = await renderVariants(bytes, recipes);
  const found: Record<string, readonly string[]> = {};
  for (const [index, recipe] of recipes.entries()) {
    const expected = await reference(whole, recipe);
    found[recipe.name] = faultsOf(await decoded(variants[index]!.data), expected, floor);
  }
  return found;
};

/** Grain and fine print, of which a JPEG decoder that shrinks keeps less: sharp's own thumbnails have 27 dB at worst. */
const detailed: Floor = { psnr: 25, ssim: 0.88 };

const none = { thumb: [], small: [], medium: [], frame: [] };

describe('a variant is what a careful program makes of the image', () => {
  it.each(Object.entries(corpus))('%s', async (_, make) => {
    const bytes = await make();
    expect(await faults(bytes, await fullDecode(sharp(bytes)))).toEqual(none);
  });

  it.each(photographs)('a photograph: %s', async (name) => {
    const bytes = await photograph(name);
    expect(await faults(bytes, await fullDecode(sharp(bytes)), detailed)).toEqual(none);
  });

  // Half a turn, a quarter, and one of the reflections: what a container may get wrong is only to say which.
  it.each([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => ['jpeg', orientation] as const),
    ...(['png', 'webp', 'avif', 'tiff'] as const).flatMap((format) =>
      [3, 6, 7].map((orientation) => [format, orientation] as const),
    ),
  ])('%s of orientation %i', async (format, orientation) => {
    const bytes = await turned(format, orientation);
    expect(await faults(bytes, await fullDecode(sharp(bytes)))).toEqual(none);
  });

  it('HEIC', async () => {
    const bytes = heicFiles.upright;
    const { pixels, ...size } = await decodeHeic(bytes, false, 10);
    expect(await faults(bytes, { ...size, data: Buffer.from(pixels) })).toEqual(none);
  });

  it('SVG', async () => {
    expect(await faults(drawing, await drawn(drawing), { psnr: 35, ssim: 0.98 })).toEqual(none);
  });
});

describe('the comparison', () => {
  const recipe = recipes[0]!;

  it('sees a crop that is one pixel off, each way', async () => {
    const whole = await fullDecode(photo(353, 266));
    const expected = await reference(whole, recipe);
    for (const by of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const faults = faultsOf(shifted(expected, by), expected, good);
      expect(faults).toContain(`more alike when moved by ${by.map((step) => -step || 0).join(' and ')}`);
    }
  });

  it('sees a size that is one pixel off', async () => {
    const whole = await fullDecode(photo(353, 266));
    const [picture, expected] = [
      await reference(whole, { ...recipe, width: 49 } as Recipe),
      await reference(whole, recipe),
    ];
    expect(faultsOf(picture, expected, good)).toEqual(['49 x 48 x 3 instead of 48 x 48 x 3']);
  });

  it('sees other colours', async () => {
    const bytes = await encoders.png(photo(353, 266).withIccProfile('p3'));
    const ignored = await fullDecode(sharp(bytes, { ignoreIcc: true }));
    expect((await faults(bytes, ignored))['small']).toEqual([expect.stringMatching(/^PSNR of/)]);
  });

  it('sees a picture that was blurred', async () => {
    const bytes = await encoders.png(photo(353, 266));
    const blurred = await fullDecode(sharp(bytes).blur(12));
    expect((await faults(bytes, blurred))['small']).toContainEqual(expect.stringMatching(/^SSIM of/));
  });

  it('gives 1 to the same picture, and what the paper gives to a constant shift', async () => {
    const even = (level: number): Pixels => ({
      width: 16,
      height: 16,
      channels: 1,
      data: Buffer.alloc(256, level),
    });
    expect(ssim(even(90), even(90))).toBeCloseTo(1, 12);
    // Without variance only the first factor is left: (2 * 100 * 150 + C1) / (100 ** 2 + 150 ** 2 + C1).
    expect(ssim(even(100), even(150))).toBeCloseTo((30_000 + 6.5025) / (32_500 + 6.5025), 10);
  });
});
