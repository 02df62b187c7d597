import * as v from 'valibot';
import { wholeNumber } from '../options.ts';
import type { FormatRule } from './format.ts';
import { lossExcludes, lossOptions, type Loss } from './loss.ts';

export type Webp = {
  readonly format: 'webp';
  /** 0 (fast) to 6 (small). Effort 4 takes 2.4 times the CPU of 2 and saves 2.5 % of the bytes. @defaultValue 2 */
  readonly effort?: number;
} & Loss;

export const webp: FormatRule<Webp> = {
  extension: 'webp',
  contentType: 'image/webp',
  options: {
    ...lossOptions(80),
    effort: v.optional(wholeNumber(0, 6), 2),
  },
  // 14 bits hold a side: RFC 9649 section 2.5.
  maxSide: 16_383,
  hasAlpha: true,
  excludes: lossExcludes,
  encode: (picture, { lossless, quality, effort }) => picture.webp({ lossless, quality, effort }),
};
