import { LimitError, readImageFile, recogniseFormat } from '@image-pipeline/image-file';
import sharp from 'sharp';
import { RecipeError } from './errors.ts';
import { parseRecipes } from './recipes/parse-recipes.ts';
import type { Recipe } from './recipes/recipe.ts';
import { createRenderer, renderVariants } from './render-variants.ts';
import { animation, decoded, distance, encoders, photo, pixelAt, plain, red } from './testing/images.ts';
import { readHeader } from './testing/read-header.ts';

const asPng: Recipe = { name: 'v', fit: 'width', width: 8192, format: 'png' };

const renderOne = async (bytes: Uint8Array, recipe: Recipe) => {
  const { variants } = await renderVariants(bytes, [recipe]);
  return variants[0]!;
};

describe('renderVariants', () => {
  it('gives the variants in the order of their recipes, with all that is known of the image', async () => {
    const bytes = await encoders.jpeg(photo(300, 200));
    const rendering = await renderVariants(bytes, [
      { name: 'z', fit: 'width', width: 50, format: 'png' },
      { name: 'a', fit: 'cover', width: 200, height: 200, format: 'jpeg' },
      { name: 'm', fit: 'inside', width: 100, height: 100, format: 'webp' },
    ]);
    expect(rendering.variants.map(({ name, width, height }) => [name, width, height])).toEqual([
      ['z', 50, 33],
      ['a', 200, 200],
      ['m', 100, 67],
    ]);
    expect(rendering.header).toEqual(await readHeader(bytes));
    expect(rendering.dominantColor).toMatch(/^#[0-9a-f]{6}$/);
    expect(rendering.thumbhash).toMatch(/^[A-Za-z0-9+/]{20,40}=*$/);
  });

  it('gives the same bytes every time', async () => {
    const bytes = await encoders.jpeg(photo(300, 200));
    const recipes: readonly Recipe[] = [
      { name: 'a', fit: 'cover', width: 90, height: 90, format: 'jpeg' },
      { name: 'b', fit: 'width', width: 200, format: 'webp' },
      { name: 'c', fit: 'width', width: 100, format: 'avif' },
    ];
    expect(await renderVariants(bytes, recipes)).toEqual(await renderVariants(bytes, recipes));
  });

  it('gives every native step the time that is left', async () => {
    const timeout = jest.spyOn(sharp.prototype, 'timeout');
    const bytes = await encoders.png(photo(30, 20).withIccProfile('p3'));
    await renderVariants(bytes, [asPng, { ...asPng, name: 'w', effort: 1 }], { maxMilliseconds: 5000 });
    // Scaling, converting, and one for each variant.
    expect(timeout.mock.calls).toEqual(Array(4).fill([{ seconds: 5 }]));
    timeout.mockRestore();
  });

  it('leaves its input as it was', async () => {
    const bytes = await encoders.jpeg(photo(60, 40));
    const copy = Buffer.from(bytes);
    await renderVariants(bytes, [asPng]);
    expect(bytes.equals(copy)).toBe(true);
  });

  it('refuses recipes that cannot be used, even past the compiler', async () => {
    const bytes = await encoders.png(plain(4, 4));
    await expect(renderVariants(bytes, [])).rejects.toBeInstanceOf(RecipeError);
    await expect(renderVariants(bytes, [{ ...asPng, width: 0.5 } as Recipe])).rejects.toBeInstanceOf(
      RecipeError,
    );
  });
});

describe('formats', () => {
  const sources = Object.keys(encoders) as (keyof typeof encoders)[];
  const targets: readonly Recipe[] = [
    { name: 'a', fit: 'width', width: 30, format: 'jpeg' },
    { name: 'b', fit: 'width', width: 30, format: 'png' },
    { name: 'c', fit: 'width', width: 30, format: 'webp' },
    { name: 'd', fit: 'width', width: 30, format: 'avif' },
  ];

  it.each(sources)('turns %s into every format there is', async (source) => {
    const { header, variants } = await renderVariants(await encoders[source](plain(60, 40)), targets);
    expect(header).toMatchObject({ format: source, width: 60, height: 40 });
    expect(
      variants.map(({ name, format, extension, contentType }) => [name, format, extension, contentType]),
    ).toEqual([
      ['a', 'jpeg', 'jpg', 'image/jpeg'],
      ['b', 'png', 'png', 'image/png'],
      ['c', 'webp', 'webp', 'image/webp'],
      ['d', 'avif', 'avif', 'image/avif'],
    ]);
    for (const { data, format } of variants) {
      expect(recogniseFormat(data)).toEqual({ supported: format });
      const picture = await decoded(data);
      expect([picture.width, picture.height]).toEqual([30, 20]);
      expect(distance(pixelAt(picture, 15, 10).slice(0, 3), red)).toBeLessThanOrEqual(8);
    }
  });

  it.each([
    ['jpeg', 'quality', 20, 95],
    ['webp', 'quality', 20, 95],
    ['avif', 'quality', 20, 80],
  ] as const)('spends more bytes on %s of higher %s', async (format, option, low, high) => {
    const bytes = await encoders.png(photo(160, 120));
    const recipe = (name: string, value: number) =>
      ({ name, fit: 'width', width: 160, format, [option]: value }) as Recipe;
    const { variants } = await renderVariants(bytes, [recipe('low', low), recipe('high', high)]);
    expect(variants[1]!.data.length).toBeGreaterThan(variants[0]!.data.length * 1.3);
  });

  it.each([
    ['png', 0, 9],
    ['webp', 0, 6],
    ['avif', 0, 5],
  ] as const)('makes other, not larger, bytes of %s with effort %i and %i', async (format, low, high) => {
    const bytes = await encoders.png(photo(160, 120));
    const recipe = (name: string, effort: number) =>
      ({ name, fit: 'width', width: 160, format, effort }) as Recipe;
    const { variants } = await renderVariants(bytes, [recipe('low', low), recipe('high', high)]);
    expect(variants[1]!.data.length).toBeLessThan(variants[0]!.data.length);
  });

  it('shows the first frame of an animation', async () => {
    const variant = await renderOne(await animation(40, 20, 3).gif().toBuffer(), asPng);
    const picture = await decoded(variant.data);
    expect([picture.width, picture.height]).toEqual([40, 20]);
    expect(distance(pixelAt(picture, 20, 10).slice(0, 3), red)).toBeLessThanOrEqual(8);
  });

  it('keeps a strip that its format could not hold at full length', async () => {
    const strip = await encoders.png(plain(2, 20_000));
    expect(await renderOne(strip, { name: 'v', fit: 'width', width: 10, format: 'webp' })).toMatchObject({
      height: 16_383,
    });
  });
});

describe('a renderer', () => {
  const recipes = parseRecipes([
    asPng,
    { name: 'set', fit: 'inside', width: 40, height: 40, format: 'auto' },
  ]);

  it('makes of every image what one call makes of it, whether it is opened already or not', async () => {
    const renderer = createRenderer(recipes);
    for (const bytes of [await encoders.jpeg(photo(90, 60)), await encoders.png(photo(30, 50))]) {
      const expected = await renderVariants(bytes, recipes);
      expect(await renderer.render(bytes)).toEqual(expected);
      expect(await renderer.render(readImageFile(bytes))).toEqual(expected);
    }
  });

  it('holds all images to its limits, and each to its own time', async () => {
    const bytes = await encoders.png(photo(30, 50));
    const small = createRenderer(recipes, { limits: { maxPixels: 30 * 50 - 1 } });
    await expect(small.render(bytes)).rejects.toMatchObject({ code: 'too-many-pixels' });
    const hurried = createRenderer(recipes).render(bytes, { maxMilliseconds: 1 });
    await expect(hurried).rejects.toMatchObject({ code: 'too-slow', context: { limit: 1 } });
  });

  it('takes no recipes that were not parsed, and no limits that make no sense', () => {
    // @ts-expect-error Recipes from outside have no defaults yet.
    const unparsed = () => createRenderer([asPng]);
    expect(unparsed).toBeInstanceOf(Function);
    expect(() => createRenderer(recipes, { limits: { maxFrames: 0 } })).toThrow(LimitError);
  });
});
