import fc from 'fast-check';
import sharp from 'sharp';
import { parseRecipes } from '../../recipes/parse-recipes.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { renderVariants } from '../../render-variants.ts';
import {
  blue,
  decoded,
  distance,
  encoders,
  green,
  pixelAt,
  plain,
  quadrants,
  red,
  yellow,
} from '../../testing/images.ts';

const png = (options: object): Recipe => parseRecipes([{ name: 'v', format: 'png', ...options }])[0]!;

const renderOne = async (bytes: Uint8Array, recipe: Recipe) => {
  const { variants } = await renderVariants(bytes, [recipe]);
  return variants[0]!;
};

describe('sizes', () => {
  it.each([
    ['400x300', { fit: 'cover', width: 200, height: 200 }, '200x200'],
    ['200x200', { fit: 'cover', width: 200, height: 200 }, '200x200'],
    ['200x999', { fit: 'cover', width: 200, height: 200 }, '200x200'],
    ['150x300', { fit: 'cover', width: 200, height: 200 }, '150x150'],
    ['400x300', { fit: 'cover', width: 120, height: 30 }, '120x30'],
    ['400x300', { fit: 'inside', width: 100, height: 100 }, '100x75'],
    ['300x400', { fit: 'inside', width: 100, height: 100 }, '75x100'],
    ['40x30', { fit: 'inside', width: 100, height: 100 }, '40x30'],
    ['400x300', { fit: 'width', width: 111 }, '111x83'],
    ['40x30', { fit: 'width', width: 111 }, '40x30'],
    ['1x400', { fit: 'width', width: 1 }, '1x400'],
    ['400x1', { fit: 'width', width: 8 }, '8x1'],
    ['1x1', { fit: 'cover', width: 200, height: 200 }, '1x1'],
  ])('%s by %j becomes %s', async (from, options, to) => {
    const [width = 0, height = 0] = from.split('x').map(Number);
    const variant = await renderOne(await encoders.png(plain(width, height)), png(options));
    const { width: decodedWidth, height: decodedHeight } = await decoded(variant.data);
    expect(`${variant.width}x${variant.height}`).toBe(to);
    expect(`${decodedWidth}x${decodedHeight}`).toBe(to);
  });

  it("are those of sharp's own resize", async () => {
    const side = fc.integer({ min: 1, max: 300 });
    const check = fc.asyncProperty(side, side, side, async (width, height, box) => {
      const bytes = await encoders.png(plain(width, height));
      const recipes = [
        { ...png({ fit: 'width', width: box }), name: 'width' },
        { ...png({ fit: 'inside', width: box, height: 100 }), name: 'inside' },
      ];
      const { variants } = await renderVariants(bytes, recipes);
      const sizes = variants.map((variant) => [variant.width, variant.height]);
      const options = { width: box, withoutEnlargement: true };
      const direct = [options, { ...options, height: 100, fit: 'inside' as const }].map(async (resize) => {
        const { info } = await sharp(bytes).resize(resize).raw().toBuffer({ resolveWithObject: true });
        return [info.width, info.height];
      });
      expect(sizes).toEqual(await Promise.all(direct));
    });
    await fc.assert(check, { numRuns: 150 });
  });
});

describe('orientation', () => {
  const corners = {
    1: [red, green, blue, yellow],
    2: [green, red, yellow, blue],
    3: [yellow, blue, green, red],
    4: [blue, yellow, red, green],
    5: [red, blue, green, yellow],
    6: [blue, red, yellow, green],
    7: [yellow, green, blue, red],
    8: [green, yellow, red, blue],
  } as const;

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('%i is applied once, to every variant', async (orientation) => {
    const bytes = await encoders.jpeg(quadrants(96, 64).withMetadata({ orientation }));
    const { header, variants } = await renderVariants(bytes, [
      { ...png({ fit: 'width', width: 96 }), name: 'whole' },
      { ...png({ fit: 'inside', width: 48, height: 48 }), name: 'small' },
      { ...png({ fit: 'cover', width: 40, height: 40 }), name: 'square' },
    ]);
    const turned = orientation >= 5;
    expect(header).toMatchObject(turned ? { width: 64, height: 96 } : { width: 96, height: 64 });
    expect(variants.map(({ name, width, height }) => [name, width, height])).toEqual(
      turned
        ? [
            ['whole', 64, 96],
            ['small', 32, 48],
            ['square', 40, 40],
          ]
        : [
            ['whole', 96, 64],
            ['small', 48, 32],
            ['square', 40, 40],
          ],
    );
    for (const { data } of variants) {
      const picture = await decoded(data);
      const { width, height } = picture;
      const at = (x: number, y: number) => pixelAt(picture, Math.floor(width * x), Math.floor(height * y));
      const seen = [at(0.2, 0.2), at(0.8, 0.2), at(0.2, 0.8), at(0.8, 0.8)];
      for (const [corner, expected] of corners[orientation].entries()) {
        expect(distance(seen[corner]!, expected)).toBeLessThanOrEqual(12);
      }
    }
  });

  it('counts for the box: a picture held upright is as wide as it is seen', async () => {
    const bytes = await encoders.jpeg(quadrants(96, 64).withMetadata({ orientation: 6 }));
    expect(await renderOne(bytes, png({ fit: 'width', width: 32 }))).toMatchObject({ width: 32, height: 48 });
  });
});
