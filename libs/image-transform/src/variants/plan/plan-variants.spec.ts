import type { Size } from '../../geometry/size.ts';
import { defaultLimits } from '../../limits/render-limits.ts';
import { defaultRecipes } from '../../recipes/default-recipes.ts';
import type { VariantFormat } from '../../recipes/formats/format-table.ts';
import { fileRecipesOf, parseRecipes } from '../../recipes/parse-recipes.ts';
import type { Recipe } from '../../recipes/recipe.ts';
import { planVariants } from './plan-variants.ts';

const plan = (source: Size, recipes: readonly Recipe[], limits = defaultLimits, playable = 1) =>
  planVariants(source, fileRecipesOf(parseRecipes(recipes)), limits, playable);

const wide = (width: number, format: VariantFormat): Recipe => ({
  name: 'x',
  fit: 'width',
  width,
  format,
});

describe('the frames that a variant plays', () => {
  const box = { width: 640, height: 640, format: 'webp' } as const;
  const recipes: readonly Recipe[] = [
    { ...box, name: 'framed', fit: 'contain', animated: true },
    { ...box, name: 'whole', fit: 'inside', animated: true },
    { ...box, name: 'poster', fit: 'inside' },
  ];
  const framesOf = (playable: number, maxPixels: number) => {
    const limits = { ...defaultLimits, maxPixels };
    return plan({ width: 10, height: 10 }, recipes, limits, playable).variants.map(({ frames }) => frames);
  };

  it('are all or one, as the recipe asks', () => {
    expect(framesOf(36, 15_000_000)).toEqual([36, 36, 1]);
    expect(framesOf(1, 15_000_000)).toEqual([1, 1, 1]);
  });

  it('are never more than fit into the limit together, margins counted', () => {
    expect(framesOf(36, 36 * 640 * 640)).toEqual([36, 36, 1]);
    expect(framesOf(36, 36 * 640 * 640 - 1)).toEqual([1, 36, 1]);
  });

  it.each<[string, object, number]>([
    // 36 frames of 640 x 640 are 14.7 megapixels; those of the source are next to nothing.
    ['lossy', {}, 2212],
    ['small', { effort: 6 }, 14_746],
    ['lossless', { lossless: true }, 13_272],
  ])('are never more than there is time for: %s', (_, options, milliseconds) => {
    const recipe = { ...box, name: 'framed', fit: 'contain', animated: true, ...options } as Recipe;
    const framesIn = (maxAnimationMilliseconds: number) =>
      plan({ width: 10, height: 10 }, [recipe], { ...defaultLimits, maxAnimationMilliseconds }, 36)
        .variants[0]?.frames;
    expect(framesIn(milliseconds)).toBe(36);
    expect(framesIn(milliseconds - 1)).toBe(1);
  });

  it('are those of the smallest variants, as far as the time for all of them goes', () => {
    const animated = (name: string, width: number): Recipe => ({
      ...{ name, fit: 'width', width, format: 'webp', animated: true },
    });
    const all = [animated('large', 1000), animated('small', 100), animated('medium', 500)];
    const framesIn = (maxAnimationMilliseconds: number) => {
      const limits = { ...defaultLimits, maxAnimationMilliseconds };
      return plan({ width: 1000, height: 1000 }, all, limits, 10).variants.map(({ frames }) => frames);
    };
    // 10 megapixels to read for each, and 1,500, 15 and 375 ms to encode.
    expect(framesIn(900 + 1890)).toEqual([10, 10, 10]);
    expect(framesIn(900 + 1889)).toEqual([1, 10, 10]);
    expect(framesIn(600 + 389)).toEqual([1, 10, 1]);
    expect(framesIn(314)).toEqual([1, 1, 1]);
  });
});

describe('planVariants', () => {
  it('decodes to the size of the largest variant, whatever its place in the list', () => {
    const source = { width: 3024, height: 4032 };
    const planned = plan(source, defaultRecipes, defaultLimits);
    expect(planned.decoded.size).toEqual({ width: 1920, height: 2560 });
    expect(plan(source, defaultRecipes.toReversed(), defaultLimits).decoded).toEqual(planned.decoded);
    expect(planned.variants.map(({ recipe, placement }) => [recipe.name, placement.scaled])).toEqual([
      ['thumb', { width: 200, height: 267 }],
      ['small', { width: 640, height: 853 }],
      ['medium', { width: 1280, height: 1707 }],
      ['large', { width: 1920, height: 2560 }],
    ]);
  });

  it('never plans more pixels than the source has', () => {
    const planned = plan({ width: 300, height: 100 }, defaultRecipes, defaultLimits);
    expect(planned.decoded.size).toEqual({ width: 300, height: 100 });
  });

  it('counts a cover by what it is cut from', () => {
    const banner: Recipe = { name: 'banner', fit: 'cover', width: 1000, height: 10, format: 'jpeg' };
    expect(plan({ width: 2000, height: 2000 }, [banner], defaultLimits).decoded.size).toEqual({
      width: 1000,
      height: 1000,
    });
  });

  it.each([
    ['webp', 10, 60_000, { width: 3, height: 16_383 }],
    ['avif', 10, 60_000, { width: 3, height: 16_384 }],
    ['jpeg', 10, 70_000, { width: 9, height: 65_535 }],
    ['png', 10, 70_000, { width: 10, height: 70_000 }],
    ['webp', 10, 16_383, { width: 10, height: 16_383 }],
  ] as const)('keeps within what %s can hold: %i x %i', (format, width, height, scaled) => {
    expect(plan({ width, height }, [wide(640, format)], defaultLimits).variants[0]?.placement).toEqual({
      scaled,
    });
  });
});
