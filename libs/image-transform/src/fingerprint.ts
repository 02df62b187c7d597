import { createHash } from 'node:crypto';
import { sharp } from './libvips.ts';
import { parseRecipes, recipesOfFiles, type Recipe } from './recipes.ts';

/** Raise it with every change to this package that changes the bytes of a variant. */
const rendererVersion = 2;

/**
 * Names what decides the bytes of the variants beside the image: the recipes, this renderer and every codec in it.
 * The order of the recipes, and whether a default or a set's formats are written out, decide nothing.
 * @returns 12 hexadecimal digits
 * @throws RecipeError as `parseRecipes` does
 */
export function renderingFingerprint(recipes: readonly Recipe[]): string {
  const parsed = recipesOfFiles(parseRecipes(recipes)).map(canonical).sort();
  const versions = canonical(sharp.versions);
  return createHash('sha256')
    .update([rendererVersion, versions, ...parsed].join('\n'))
    .digest('hex')
    .slice(0, 12);
}

/** JSON with its keys in order. */
const canonical = (value: object): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
