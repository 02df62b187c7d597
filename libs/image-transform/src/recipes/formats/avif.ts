import * as v from 'valibot';
import { wholeNumber } from '../../options/option-schemas.ts';
import { costByEffort } from './encoding-cost.ts';
import type { FormatRule } from './format-rule.ts';
import { lossExcludes, lossOptions, type Loss } from './loss.ts';

export type Avif = {
  readonly format: 'avif';
  /** 0 (fast) to 9 (small). Each step is dear: 2 takes 4.5 times the CPU of 0, 4 takes 30 times. @defaultValue 0 */
  readonly effort?: number;
} & Loss;

export const avif: FormatRule<Avif> = {
  extension: 'avif',
  contentType: 'image/avif',
  options: {
    ...lossOptions(50),
    effort: v.optional(wholeNumber(0, 9), 0),
  },
  // What libheif and decoders accept; AV1 itself could hold 65,536.
  maxSide: 16_384,
  hasAlpha: true,
  excludes: lossExcludes,
  // Measured at quality 50 on 0.5 and 2.8 megapixels. A step of effort can cost four times the one before; lossless
  // takes 2.5 to 4 times as long.
  cost: costByEffort({
    perMegapixel: [110, 250, 450, 900, 4200, 4800, 12_500, 23_000, 28_000, 60_000],
    defaultEffort: 0,
    lossless: 4,
  }),
  /** By libaom. */
  encode: (picture, { lossless, quality, effort }) => picture.avif({ lossless, quality, effort }),
};
