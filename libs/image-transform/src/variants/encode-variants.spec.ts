import sharp from 'sharp';
import type { Recipe } from '../recipes/recipe.ts';
import { renderVariants } from '../render-variants.ts';
import { encoders, photo } from '../testing/images.ts';

const alike: readonly Recipe[] = [
  { name: 'medium', fit: 'width', width: 1280, format: 'webp' },
  { name: 'large', fit: 'width', width: 1920, format: 'webp', quality: 80 },
  { name: 'whole', fit: 'inside', width: 500, height: 500, format: 'webp' },
];

describe('variants that look the same', () => {
  it('are encoded once and share their bytes, each under its own name', async () => {
    const encode = jest.spyOn(sharp.prototype, 'webp');
    const { variants } = await renderVariants(await encoders.png(photo(60, 40)), alike);
    expect(encode).toHaveBeenCalledTimes(1);
    encode.mockRestore();
    expect(variants.map(({ name, width, height }) => [name, width, height])).toEqual([
      ['medium', 60, 40],
      ['large', 60, 40],
      ['whole', 60, 40],
    ]);
    expect(new Set(variants.map(({ data }) => data)).size).toBe(1);
  });

  it.each<[string, Partial<Recipe>]>([
    ['width', { width: 50 }],
    ['format', { format: 'avif' }],
    ['quality', { quality: 20 }],
    ['effort', { effort: 6 }],
    ['losslessness', { lossless: true }],
    ['sharpness', { sharpen: 1 }],
    ['background', { background: 'red' }],
    ['kept part', { fit: 'cover', height: 20, gravity: 'north' }],
  ])('are told apart by their %s', async (_, difference) => {
    const base: Recipe = { name: 'a', fit: 'width', width: 60, format: 'webp' };
    const other = { ...base, name: 'b', ...difference } as Recipe;
    const bytes = await encoders.png(photo(90, 60).ensureAlpha(0.5));
    const { variants } = await renderVariants(bytes, [base, other]);
    expect(variants[0]!.data).not.toEqual(variants[1]!.data);
    const reversed = await renderVariants(bytes, [base, other].toReversed());
    expect(variants[1]).toEqual(reversed.variants[0]);
  });
});
