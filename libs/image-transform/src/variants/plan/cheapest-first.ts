import { shownSize, type Placement } from '../../geometry/placement.ts';
import { areaOf } from '../../geometry/size.ts';

interface Placed {
  readonly placement: Placement;
}

/** How many pixels of a variant are encoded: those that are left to see, its margin included. */
export const encodedPixels = ({ placement }: Placed): number => areaOf(shownSize(placement));

/**
 * Spends a budget on the smallest variants first, each while it fits. One that does not fit leaves the rest to those
 * after it. Decided by sizes and options, never by a clock, so the same image has the same variants whenever and
 * wherever it is rendered.
 * @param cost of a variant, in the unit of `budget`
 * @returns the variants that are paid for
 */
export const cheapestFirst = <Variant extends Placed>(
  variants: readonly Variant[],
  cost: (variant: Variant) => number,
  budget: number,
): ReadonlySet<Variant> => {
  let spent = 0;
  const paid = new Set<Variant>();
  for (const variant of variants.toSorted((a, b) => encodedPixels(a) - encodedPixels(b))) {
    const after = spent + cost(variant);
    if (after > budget) continue;
    spent = after;
    paid.add(variant);
  }
  return paid;
};
