import { fits, type FitOptions } from './fits/fits.ts';
import type { FitRule } from './fits/fit.ts';
import { formats } from './formats/formats.ts';
import { shrinkBy, type Placement, type Size } from './geometry.ts';
import type { Recipe } from './recipes.ts';

/** What has to be done for a source of a known size, before any of it is decoded. */
export interface VariantPlan {
  /** The size to decode to: that of the variant which shows the picture largest. */
  readonly decoded: Size;
  readonly variants: readonly PlannedVariant[];
}

export interface PlannedVariant {
  readonly recipe: Recipe;
  readonly placement: Placement;
}

/** @param source the upright picture */
export function planVariants(source: Size, recipes: readonly Recipe[]): VariantPlan {
  const variants = recipes.map((recipe) => ({ recipe, placement: place(source, recipe) }));
  const decoded = variants.map(({ placement }) => placement.scaled).reduce(larger);
  return { decoded, variants };
}

const larger = (a: Size, b: Size): Size => (b.width * b.height > a.width * a.height ? b : a);

function place(source: Size, recipe: Recipe): Placement {
  const rule = fits[recipe.fit] as FitRule<FitOptions>;
  return holdable(rule.place(source, recipe), formats[recipe.format].maxSide);
}

/** A strip of 10 x 60,000 pixels fits no WebP; then the variant is as large as its format can hold. */
function holdable(placement: Placement, maxSide: number): Placement {
  const { width, height } = placement.crop ?? placement.scaled;
  const longest = Math.max(width, height);
  return longest <= maxSide ? placement : { scaled: shrinkBy(placement.scaled, longest / maxSide) };
}
