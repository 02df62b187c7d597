import { sampleSize } from '../../description/describe-picture.ts';
import type { Placement } from '../../geometry/placement.ts';
import { areaOf, shrinkBy, type Size } from '../../geometry/size.ts';
import type { RenderLimits } from '../../limits/render-limits.ts';
import type { WantedPicture } from '../../picture/decode-picture.ts';
import type { FitRule } from '../../recipes/fits/fit-rule.ts';
import { fits, type FitOptions } from '../../recipes/fits/fit-table.ts';
import { ruleOf } from '../../recipes/formats/format-table.ts';
import type { FileRecipe } from '../../recipes/recipe.ts';
import { withinBudget } from './encode-budget.ts';
import { movingVariants } from './moving-variants.ts';
import type { PlannedVariant, SkippedVariant } from './planned-or-skipped.ts';

/** What has to be done for a source of a known size, before any of it is decoded. */
export interface VariantPlan {
  /** How the source is decoded: to the size of the variant which shows it largest. */
  readonly decoded: WantedPicture;
  readonly variants: readonly PlannedVariant[];
  /** What is asked for and not made. */
  readonly skipped: readonly SkippedVariant[];
}

/**
 * @param source the upright picture
 * @param limits what encoding may cost
 * @param playable how many frames the source can play
 */
export const planVariants = (
  source: Size,
  recipes: readonly FileRecipe[],
  limits: RenderLimits,
  playable = 1,
): VariantPlan => {
  const placed = recipes.map((recipe) => ({ recipe, placement: place(source, recipe) }));
  const moving = movingVariants(placed, source, playable, limits);
  const asked = placed.map((variant) => ({
    ...variant,
    reduced: isSmaller(variant.placement.scaled, source),
    frames: moving.has(variant) ? playable : 1,
  }));
  const { affordable: variants, skipped } = withinBudget(asked, limits);
  const sizes = variants.map(({ placement }) => placement.scaled);
  const size = sizes.length > 0 ? sizes.reduce(larger) : sampleSize(source);
  const gamuts = new Set(variants.flatMap(({ recipe: { gamut } }) => (gamut === 'p3' ? [gamut] : [])));
  return { decoded: { size, gamuts }, variants, skipped };
};

const larger = (a: Size, b: Size): Size => (areaOf(b) > areaOf(a) ? b : a);

const isSmaller = (a: Size, b: Size): boolean => a.width < b.width || a.height < b.height;

const place = (source: Size, recipe: FileRecipe): Placement => {
  const rule = fits[recipe.fit] as FitRule<FitOptions>;
  return holdable(rule.place(source, recipe), ruleOf(recipe).maxSide);
};

/** A strip of 10 x 60,000 pixels fits no WebP; then the variant is as large as its format can hold. */
const holdable = (placement: Placement, maxSide: number): Placement => {
  // Boxes are smaller than any format's limit; only what has no box can be too long.
  const { width, height } = placement.crop ?? placement.scaled;
  const longest = Math.max(width, height);
  return longest <= maxSide ? placement : { scaled: shrinkBy(placement.scaled, longest / maxSide) };
};
