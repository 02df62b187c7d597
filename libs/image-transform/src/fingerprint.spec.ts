import type { RenderLimits } from './limits/render-limits.ts';
import { libheifVersion } from './picture/heic/libheif-version.ts';
import { defaultRecipes } from './recipes/default-recipes.ts';
import { parseRecipes } from './recipes/parse-recipes.ts';
import type { Recipe } from './recipes/recipe.ts';
import * as door from './render-variants.ts';

const { createRenderer } = door;

const renderingFingerprint = (
  recipes: readonly Recipe[],
  limits: Partial<RenderLimits> = {},
  create = createRenderer,
): string => create(parseRecipes(recipes), { limits }).fingerprint;

const thumb = {
  name: 'thumb',
  fit: 'cover',
  width: 200,
  height: 100,
  format: 'webp',
} as const satisfies Recipe;
const small: Recipe = { name: 'small', fit: 'width', width: 640, format: 'webp' };
const print = (...recipes: readonly Recipe[]) => renderingFingerprint(recipes);

describe('the fingerprint of a renderer', () => {
  it('is twelve hexadecimal digits', () => {
    expect(renderingFingerprint(defaultRecipes)).toMatch(/^[0-9a-f]{12}$/);
  });

  it('does not depend on how the same recipes are written', () => {
    const same = print(thumb, small);
    expect(print(small, thumb)).toBe(same);
    expect(print({ format: 'webp', height: 100, width: 200, fit: 'cover', name: 'thumb' }, small)).toBe(same);
    expect(renderingFingerprint(parseRecipes([thumb, small]))).toBe(same);
    expect(print({ ...thumb, quality: 80, effort: 2, lossless: false, gravity: 'centre' }, small)).toBe(same);
  });

  it('is the same for a set of formats and for each of them', () => {
    const each = (['jpeg', 'webp', 'avif'] as const).map((format) => ({ ...thumb, format }));
    expect(print({ ...thumb, format: 'auto' }, small)).toBe(print(small, ...each));
  });

  it.each<[string, Recipe, readonly Partial<RenderLimits>[]]>([
    ['AVIF', { ...thumb, format: 'auto' }, [{ maxPixels: 9 }, { maxAvifMilliseconds: 9 }]],
    ['an animation', { ...thumb, animated: true }, [{ maxPixels: 9 }, { maxAnimationMilliseconds: 9 }]],
    ['neither', thumb, []],
  ])('changes with the limits that decide on the variants: of %s', (_, recipe, deciding) => {
    const limits = [{ maxPixels: 9 }, { maxAvifMilliseconds: 9 }, { maxAnimationMilliseconds: 9 }];
    const others = { maxBytes: 9, maxFrames: 9, maxMilliseconds: 9 };
    const printWith = (limit: Partial<RenderLimits>) => renderingFingerprint([recipe], limit);
    expect(printWith(others)).toBe(print(recipe));
    expect(limits.filter((limit) => printWith(limit) !== print(recipe))).toEqual(deciding);
  });

  it('changes with every option', () => {
    const variations: readonly Recipe[][] = [
      [thumb],
      [small],
      [thumb, small],
      [{ ...thumb, name: 'other' }],
      [{ ...thumb, width: 201 }],
      [{ ...thumb, height: 201 }],
      [{ ...thumb, width: 100, height: 200 }],
      [{ ...thumb, fit: 'inside' }],
      [{ ...thumb, format: 'avif' }],
      [{ ...thumb, quality: 81 }],
      [{ ...thumb, effort: 3 }],
      [{ ...thumb, lossless: true }],
      [{ ...thumb, gravity: 'north' }],
      [{ ...thumb, focus: { x: 0, y: 0 } }],
      [{ ...thumb, focus: { x: 0, y: 1 } }],
      [{ ...thumb, background: 'white' }],
      [{ ...thumb, sharpen: 1 }],
      [{ ...thumb, animated: true }],
      [{ ...thumb, gamut: 'p3' }],
      [{ ...thumb, metadata: 'copyright' }],
      [{ ...thumb, format: 'auto' }],
    ];
    expect(new Set(variations.map((recipes) => print(...recipes))).size).toBe(variations.length);
  });

  it('knows the version of the decoder that is loaded only when a HEIC arrives', () => {
    const installed = jest.requireActual<{ version: string }>('libheif-js/package.json');
    expect(libheifVersion).toBe(installed.version);
  });

  it.each(['sharp', 'vips', 'webp'])('changes with the version of %s', (part) => {
    jest.isolateModules(() => {
      const actual = jest.requireActual<{ versions: Record<string, string> }>('sharp');
      const versions = { ...actual.versions, [part]: '99.0.0' };
      jest.doMock('sharp', () => Object.assign(() => undefined, actual, { versions }));
      const { createRenderer: other } = jest.requireActual<typeof door>('./render-variants.ts');
      jest.dontMock('sharp');
      expect(renderingFingerprint(defaultRecipes, {}, other)).not.toBe(renderingFingerprint(defaultRecipes));
    });
  });
});
