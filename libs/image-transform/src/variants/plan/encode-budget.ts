import { shownSize } from '../../geometry/placement.ts';
import { areaOf } from '../../geometry/size.ts';
import type { RenderLimits } from '../../limits/render-limits.ts';
import { avifMilliseconds } from '../../recipes/formats/avif-cost.ts';
import type { PlannedVariant, SkippedVariant } from './planned-variant.ts';

/**
 * libaom holds 40 to 60 bytes for each pixel that it encodes, four times what the dearest decoder holds: what fits
 * as a source of `maxPixels` fits as an AVIF of a quarter of that.
 */
const avifMemoryFactor = 4;

type Budget = Pick<RenderLimits, 'maxAvifMilliseconds' | 'maxPixels'>;

/**
 * Leaves out the AVIFs that would take more time or memory than there is, smallest first: the other formats cost little
 * and an image without them would be a failure, where one without its AVIF is only larger. Decided by sizes and
 * efforts, never by a clock, so the same image has the same variants whenever and wherever it is rendered.
 */
export const withinBudget = (
  variants: readonly PlannedVariant[],
  { maxAvifMilliseconds, maxPixels }: Budget,
) => {
  const skipped = new Map<PlannedVariant, SkippedVariant['reason']>();
  let spent = 0;
  for (const variant of variants.filter(({ recipe }) => recipe.format === 'avif').sort(byPixels)) {
    const cost = avifMilliseconds(
      pixelsOf(variant),
      variant.recipe as { effort?: number; lossless?: boolean },
    );
    if (pixelsOf(variant) * avifMemoryFactor > maxPixels) skipped.set(variant, 'memory');
    else if (spent + cost > maxAvifMilliseconds) skipped.set(variant, 'time');
    else spent += cost;
  }
  return {
    affordable: variants.filter((variant) => !skipped.has(variant)),
    skipped: variants.flatMap((variant): SkippedVariant[] => {
      const reason = skipped.get(variant);
      const { name, format } = variant.recipe;
      return reason === undefined ? [] : [{ name, format, reason }];
    }),
  };
};

const pixelsOf = ({ placement }: PlannedVariant): number => areaOf(shownSize(placement));

const byPixels = (a: PlannedVariant, b: PlannedVariant): number => pixelsOf(a) - pixelsOf(b);
