import { shrinkBy } from '../../geometry/size.ts';
import { side } from '../../options/option-schemas.ts';
import { cropPositionOptions, positioned, type CropPosition } from './crop-position.ts';
import type { FitRule } from './fit-rule.ts';

/**
 * Fills the box and cuts off what does not fit: evenly on both sides, unless gravity or focus say otherwise.
 * A source that is too small for the box is not enlarged: the largest part of it with the box's proportions is cut.
 * So a 200 x 200 box gives 200 x 200 from 4000 x 3000, and 150 x 150 from 150 x 300.
 */
export type Cover = {
  readonly fit: 'cover';
  /** Pixels, 1 to 8192. */
  readonly width: number;
  /** Pixels, 1 to 8192. */
  readonly height: number;
} & CropPosition;

export const cover: FitRule<Cover> = {
  options: { width: side, height: side, ...cropPositionOptions },
  excludes: { focus: ['gravity'] },
  place(source, { width, height, ...position }) {
    const box = { width, height };
    const shrink = Math.max(1, Math.min(source.width / box.width, source.height / box.height));
    const tooLarge = Math.max(1, box.width / source.width, box.height / source.height);
    const scaled = shrinkBy(source, shrink);
    return { scaled, crop: positioned(shrinkBy(box, tooLarge), scaled, position) };
  },
};
