import { shrinkBy } from '../../geometry/size.ts';
import { side } from '../../options/option-schemas.ts';
import type { FitRule } from './fit-rule.ts';

/** As wide as asked, as high as its proportions make it; never enlarged. */
export interface Width {
  readonly fit: 'width';
  /** Pixels, 1 to 8192. */
  readonly width: number;
}

export const width: FitRule<Width> = {
  options: { width: side },
  /** Scales to the width. */
  place: (source, box) => ({ scaled: shrinkBy(source, Math.max(1, source.width / box.width)) }),
};
