import { defaultLimits } from '../../limits/render-limits.ts';
import { fileRecipesOf, parseRecipes } from '../../recipes/parse-recipes.ts';
import { renderVariants } from '../../render-variants.ts';
import { encoders, photo } from '../../testing/images.ts';
import { planVariants } from './plan-variants.ts';

const source = { width: 4000, height: 3000 };
const avif = (name: string, width: number, options = {}) => ({
  name,
  fit: 'width',
  width,
  format: 'avif',
  ...options,
});

const plan = (recipes: readonly object[], limits = {}) => {
  const { variants, skipped } = planVariants(source, fileRecipesOf(parseRecipes(recipes)), {
    ...defaultLimits,
    ...limits,
  });
  return { made: variants.map(({ recipe }) => `${recipe.name}.${recipe.format}`), skipped };
};

describe('the budget of AVIF', () => {
  it('has room for what people usually want', () => {
    const set = { fit: 'width', format: 'auto' };
    const all = [320, 640, 1280, 1920].map((width) => ({ name: `w${width}`, width, ...set }));
    expect(plan(all).skipped).toEqual([]);
  });

  it('is spent on the smallest first, whatever their order', () => {
    const dear = { effort: 4 };
    const recipes = [avif('large', 1920, dear), avif('small', 320, dear), avif('medium', 1280, dear)];
    expect(plan(recipes)).toEqual({
      made: ['small.avif', 'medium.avif'],
      skipped: [{ name: 'large', format: 'avif', reason: 'time' }],
    });
  });

  it('leaves every other format alone', () => {
    const recipes = [{ name: 'a', fit: 'width', width: 1920, format: 'auto' }];
    expect(plan(recipes, { maxAvifMilliseconds: 0 })).toEqual({
      made: ['a.webp', 'a.jpeg'],
      skipped: [{ name: 'a', format: 'avif', reason: 'time' }],
    });
  });

  it('counts effort, and lossless more', () => {
    const budget = { maxAvifMilliseconds: 300 };
    expect(plan([avif('a', 1600)], budget).made).toHaveLength(1);
    expect(plan([avif('a', 1600, { effort: 2 })], budget).made).toHaveLength(0);
    expect(plan([avif('a', 1600, { lossless: true })], budget).made).toHaveLength(0);
  });

  it('counts the pixels that are encoded, not those that are cut off', () => {
    const banner = { name: 'a', fit: 'cover', width: 3000, height: 20, format: 'avif' };
    expect(plan([banner], { maxAvifMilliseconds: 10 }).made).toHaveLength(1);
  });

  it('has no room for an AVIF whose encoder would take more memory than any source may', () => {
    expect(plan([avif('a', 4000)], { maxPixels: 48_000_000 }).made).toHaveLength(1);
    expect(plan([avif('a', 4000)], { maxPixels: 47_999_999 }).skipped).toEqual([
      { name: 'a', format: 'avif', reason: 'memory' },
    ]);
  });

  it('leaves an image that has nothing else with its description', async () => {
    const bytes = await encoders.jpeg(photo(120, 80));
    const rendering = await renderVariants(bytes, parseRecipes([avif('a', 100)]), { maxAvifMilliseconds: 0 });
    expect(rendering.variants).toEqual([]);
    expect(rendering.skipped).toEqual([{ name: 'a', format: 'avif', reason: 'time' }]);
    expect(rendering.thumbhash).not.toBe('');
  });
});
