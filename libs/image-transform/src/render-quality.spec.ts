import sharp from 'sharp';
import { renderVariants } from './render-variants.ts';
import type { Recipe } from './recipes.ts';
import { decoded, encoders, photo, psnr, type Pixels } from './testing/images.ts';

/** The reference: every pixel decoded first, then one resize for each variant. */
async function reference(bytes: Uint8Array, recipe: Recipe): Promise<Pixels> {
  const whole = await sharp(bytes).autoOrient().png({ compressionLevel: 0 }).toBuffer();
  const box =
    recipe.fit === 'width'
      ? { width: recipe.width }
      : { width: recipe.width, height: recipe.height, fit: recipe.fit };
  return decoded(
    await sharp(whole)
      .resize({ ...box, withoutEnlargement: true })
      .png()
      .toBuffer(),
  );
}

/** The default set at a third of its size, without the losses of its encoders. */
const recipes: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 70, height: 70, format: 'png' },
  { name: 'small', fit: 'width', width: 213, format: 'png' },
  { name: 'medium', fit: 'width', width: 427, format: 'png' },
  { name: 'large', fit: 'width', width: 640, format: 'png' },
];

describe('one decode for all variants', () => {
  it.each([
    ['landscape', 768, 512, 1],
    ['upright', 1306, 1537, 6],
    ['banner', 1400, 467, 3],
  ])('shows the same as a full decode for each: %s', async (_, width, height, orientation) => {
    const bytes = await encoders.jpeg(photo(width, height).withMetadata({ orientation }));
    const { variants } = await renderVariants(bytes, recipes);
    for (const [index, { name, data }] of variants.entries()) {
      const quality = psnr(await decoded(data), await reference(bytes, recipes[index]!));
      expect({ name, quality, good: quality > 42 }).toMatchObject({ name, good: true });
    }
  });

  it('cuts a cover where a direct resize would, to the pixel', async () => {
    const recipe: Recipe = { name: 'thumb', fit: 'cover', width: 120, height: 120, format: 'png' };
    const large: Recipe = { name: 'large', fit: 'width', width: 700, format: 'png' };
    for (const [width, height] of [
      [1001, 640],
      [640, 1003],
      [933, 700],
      [721, 719],
    ] as const) {
      const bytes = await encoders.png(photo(width, height));
      const expected = await reference(bytes, recipe);
      const picture = await decoded((await renderVariants(bytes, [recipe, large])).variants[0]!.data);
      const here = psnr(picture, expected);
      expect(here).toBeGreaterThan(40);
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        expect(here).toBeGreaterThan(psnr(shifted(picture, dx, dy), expected));
      }
    }
  });
});

/** The picture moved by whole pixels; its edge is repeated. */
function shifted(picture: Pixels, dx: number, dy: number): Pixels {
  const { width, height, channels, data } = picture;
  const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, value));
  const moved = Buffer.alloc(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (clamp(y + dy, height) * width + clamp(x + dx, width)) * channels;
      data.copy(moved, (y * width + x) * channels, from, from + channels);
    }
  }
  return { ...picture, data: moved };
}
