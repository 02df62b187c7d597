import sharp from 'sharp';
import type { Recipe } from '../recipes/recipe.ts';
import { renderVariants } from '../render-variants.ts';
import { decoded, encoders, photo, psnr, type Pixels } from '../testing/images.ts';
import { shifted } from '../testing/reference.ts';

/** Every pixel, decoded and upright. */
const fullDecode = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes).autoOrient().png({ compressionLevel: 0 }).toBuffer();

type Compared = Extract<Recipe, { fit: 'cover' | 'width' }>;

/** The reference: one resize by sharp from all the pixels. */
const reference = async (whole: Buffer, recipe: Compared): Promise<Pixels> => {
  const { width, height, fit } =
    recipe.fit === 'width' ? { ...recipe, height: undefined, fit: undefined } : recipe;
  return decoded(
    await sharp(whole)
      .resize({ width, height, fit, withoutEnlargement: true })
      .png({ compressionLevel: 0 })
      .toBuffer(),
  );
};

/** The default set at a sixth of its size, without the losses of its encoders. */
const recipes: readonly Compared[] = [
  { name: 'thumb', fit: 'cover', width: 48, height: 48, format: 'png' },
  { name: 'small', fit: 'width', width: 107, format: 'png' },
  { name: 'medium', fit: 'width', width: 213, format: 'png' },
  { name: 'large', fit: 'width', width: 320, format: 'png' },
];

describe('one decode for all variants', () => {
  it.each([
    ['landscape', 448, 299, 1],
    ['upright', 704, 501, 6],
    ['banner', 660, 233, 3],
  ])('shows the same as a full decode for each: %s', async (_, width, height, orientation) => {
    const bytes = await encoders.jpeg(photo(width, height).withMetadata({ orientation }));
    const whole = await fullDecode(bytes);
    const { variants } = await renderVariants(bytes, recipes);
    for (const [index, { name, data }] of variants.entries()) {
      const quality = psnr(await decoded(data), await reference(whole, recipes[index]!));
      expect({ name, quality, good: quality > 42 }).toMatchObject({ name, good: true });
    }
  });

  it('cuts a cover where a direct resize would, to the pixel', async () => {
    const recipe: Compared = { name: 'thumb', fit: 'cover', width: 60, height: 60, format: 'png' };
    const large: Recipe = { name: 'large', fit: 'width', width: 350, format: 'png' };
    for (const [width, height] of [
      [501, 320],
      [320, 503],
      [467, 350],
      [361, 359],
    ] as const) {
      const bytes = await encoders.png(photo(width, height));
      const expected = await reference(await fullDecode(bytes), recipe);
      const picture = await decoded((await renderVariants(bytes, [recipe, large])).variants[0]!.data);
      const here = psnr(picture, expected);
      expect(here).toBeGreaterThan(40);
      for (const step of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        expect(here).toBeGreaterThan(psnr(shifted(picture, step), expected));
      }
    }
  });
});
