import type { RenderLimits } from '../../limits/render-limits.ts';
import { encodingCost } from '../../recipes/formats/format-table.ts';
import { cheapestFirst, encodedPixels } from './cheapest-first.ts';
import type { PlannedVariant, SkippedVariant } from './planned-or-skipped.ts';

/**
 * libaom holds 40 to 60 bytes for each pixel that it encodes, four times what the dearest decoder holds: what fits
 * as a source of `maxPixels` fits as an AVIF of a quarter of that.
 */
const avifMemoryFactor = 4;

/**
 * Leaves out the AVIFs that would take more time or memory than there is: the other formats cost little, and an image
 * without them would be a failure, where one without its AVIF is only larger.
 * @returns the variants that are made and those that are not, each in the order of the recipes
 */
export const withinBudget = (
  variants: readonly PlannedVariant[],
  { maxAvifMilliseconds, maxPixels }: Pick<RenderLimits, 'maxAvifMilliseconds' | 'maxPixels'>,
): { readonly affordable: readonly PlannedVariant[]; readonly skipped: readonly SkippedVariant[] } => {
  const isAvif = ({ recipe }: PlannedVariant) => recipe.format === 'avif';
  const isHeld = (variant: PlannedVariant) => encodedPixels(variant) * avifMemoryFactor <= maxPixels;
  const paid = cheapestFirst(
    variants.filter((variant) => isAvif(variant) && isHeld(variant)),
    (variant) => encodingCost(variant.recipe, encodedPixels(variant)),
    maxAvifMilliseconds,
  );
  const isMade = (variant: PlannedVariant) => !isAvif(variant) || paid.has(variant);
  return {
    affordable: variants.filter(isMade),
    skipped: variants
      .filter((variant) => !isMade(variant))
      .map((variant) => {
        const { name, format } = variant.recipe;
        return { name, format, reason: isHeld(variant) ? 'time' : 'memory' };
      }),
  };
};
