import * as v from 'valibot';
import { wholeNumber } from '../options.ts';
import type { FormatRule } from './format.ts';

export interface Avif {
  readonly format: 'avif';
  /** 1 to 100; 50 looks about like a JPEG of 80. @defaultValue 50 */
  readonly quality?: number;
  /** 0 (fast) to 9 (small). Each step is dear: 2 takes 4.5 times the CPU of 0, 4 takes 30 times. @defaultValue 0 */
  readonly effort?: number;
}

export const avif: FormatRule<Avif> = {
  extension: 'avif',
  contentType: 'image/avif',
  options: {
    quality: v.optional(wholeNumber(1, 100), 50),
    effort: v.optional(wholeNumber(0, 9), 0),
  },
  // What libheif and decoders accept; AV1 itself could hold 65,536.
  maxSide: 16_384,
  hasAlpha: true,
  encode: (picture, { quality, effort }) => picture.avif({ quality, effort }),
};
