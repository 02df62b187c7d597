import { shrinkBy } from '../../geometry/size.ts';
import { side } from '../../options/option-schemas.ts';
import type { FitRule } from './fit-rule.ts';

/** As large as fits into the box, whole and in its own proportions; never enlarged. */
export interface Inside {
  readonly fit: 'inside';
  /** Pixels, 1 to 8192. */
  readonly width: number;
  /** Pixels, 1 to 8192. */
  readonly height: number;
}

export const inside: FitRule<Inside> = {
  options: { width: side, height: side },
  /** Scales by the side that is further from fitting. */
  place: (source, box) => ({
    scaled: shrinkBy(source, Math.max(1, source.width / box.width, source.height / box.height)),
  }),
};
