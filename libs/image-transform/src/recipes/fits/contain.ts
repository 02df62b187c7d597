import { aligned } from '../../geometry/placement.ts';
import { shrinkBy } from '../../geometry/size.ts';
import { side } from '../../options/option-schemas.ts';
import type { FitRule } from './fit-rule.ts';

/**
 * Whole and in the middle of a box that always has its full size: what the picture does not fill is `background`,
 * or transparent where the format can be, else white. The picture itself is never enlarged.
 */
export interface Contain {
  readonly fit: 'contain';
  /** Pixels, 1 to 8192. */
  readonly width: number;
  /** Pixels, 1 to 8192. */
  readonly height: number;
}

const middle = { x: 0.5, y: 0.5 };

export const contain: FitRule<Contain> = {
  options: { width: side, height: side },
  place(source, box) {
    const scaled = shrinkBy(source, Math.max(1, source.width / box.width, source.height / box.height));
    const { left, top } = aligned(scaled, box, middle);
    const right = box.width - scaled.width - left;
    const bottom = box.height - scaled.height - top;
    return left + top + right + bottom === 0 ? { scaled } : { scaled, margin: { left, top, right, bottom } };
  },
};
