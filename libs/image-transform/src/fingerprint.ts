import { createHash } from 'node:crypto';
import type { RenderLimits } from './limits/render-limits.ts';
import { libheifVersion } from './picture/heic/libheif-version.ts';
import type { FileRecipe } from './recipes/recipe.ts';
import { sharp } from './source/libvips.ts';
import type { WatermarkFiles } from './variants/finish/watermarks.ts';

/** Raise it with every change to this package that changes the bytes of a variant. */
const rendererVersion = 3;

/**
 * Names what decides the bytes of the variants beside the image: the recipes, the watermarks that they use, the limits
 * that make variants stand still or skip them, this renderer and every codec in it. The order of the recipes, and
 * whether a default or a set's formats are written out, decide nothing.
 * @returns 12 hexadecimal digits
 */
export const renderingFingerprint = (
  recipes: readonly FileRecipe[],
  watermarks: WatermarkFiles,
  limits: RenderLimits,
): string => {
  const versions = canonical({ ...sharp.versions, libheif: libheifVersion });
  const marks = digestsOf(recipes, watermarks);
  const budgets = budgetsOf(recipes, limits);
  const parts = [rendererVersion, versions, ...recipes.map(canonical).sort(), ...marks, ...budgets];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
};

const digestsOf = (recipes: readonly FileRecipe[], watermarks: WatermarkFiles): readonly string[] => {
  const used = new Set(recipes.flatMap(({ watermark }) => watermark?.image ?? []));
  const digest = (bytes: Uint8Array = new Uint8Array()) => createHash('sha256').update(bytes).digest('hex');
  return [...used].sort().map((name) => `${name} ${digest(watermarks[name])}`);
};

/** Only of recipes that have one: other variants are the same in whatever memory and time. */
const budgetsOf = (recipes: readonly FileRecipe[], limits: RenderLimits): readonly string[] => {
  const { maxPixels, maxAvifMilliseconds, maxAnimationMilliseconds } = limits;
  const hasAvif = recipes.some(({ format }) => format === 'avif');
  const isAnimated = recipes.some((recipe) => 'animated' in recipe && recipe.animated);
  return [
    ...(hasAvif ? [canonical({ maxPixels, maxAvifMilliseconds })] : []),
    ...(isAnimated ? [canonical({ maxPixels, maxAnimationMilliseconds })] : []),
  ];
};

/** JSON with its keys in order. */
const canonical = (value: object): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
