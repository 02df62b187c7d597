import { shrinkBy } from '../../geometry/size.ts';
import { side } from '../../options/option-schemas.ts';
import type { FitRule } from './fit-rule.ts';

/** As high as asked, as wide as its proportions make it; never enlarged. */
export interface Height {
  readonly fit: 'height';
  /** Pixels, 1 to 8192. */
  readonly height: number;
}

export const height: FitRule<Height> = {
  options: { height: side },
  /** Scales to the height. */
  place: (source, box) => ({ scaled: shrinkBy(source, Math.max(1, source.height / box.height)) }),
};
