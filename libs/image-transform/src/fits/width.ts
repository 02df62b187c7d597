import { scaleBy } from '../geometry.ts';
import { side } from '../options.ts';
import type { FitRule } from './fit.ts';

/** As wide as asked, as high as its proportions make it; never enlarged. */
export interface Width {
  readonly fit: 'width';
  /** Pixels, 1 to 8192. */
  readonly width: number;
}

export const width: FitRule<Width> = {
  options: { width: side },
  place: (source, box) => ({ scaled: scaleBy(source, Math.min(1, box.width / source.width)) }),
};
