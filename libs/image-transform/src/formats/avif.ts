import * as v from 'valibot';
import { orLeftOut, wholeNumber } from '../options.ts';
import type { FormatRule } from './format.ts';

export type Avif = {
  readonly format: 'avif';
  /** 0 (fast) to 9 (small). Each step is dear: 2 takes 4.5 times the CPU of 0, 4 takes 30 times. @defaultValue 0 */
  readonly effort?: number;
} & Loss;

/** Every pixel as it is, or a quality. */
type Loss =
  | {
      /** @defaultValue false */
      readonly lossless?: false;
      /** 1 to 100; 50 looks about like a JPEG of 80. @defaultValue 50 */
      readonly quality?: number;
    }
  | { readonly lossless?: boolean; readonly quality?: never };

export const avif: FormatRule<Avif> = {
  extension: 'avif',
  contentType: 'image/avif',
  options: {
    lossless: orLeftOut(v.boolean('true or false'), false),
    quality: v.optional(wholeNumber(1, 100), 50),
    effort: v.optional(wholeNumber(0, 9), 0),
  },
  // What libheif and decoders accept; AV1 itself could hold 65,536.
  maxSide: 16_384,
  hasAlpha: true,
  excludes: { lossless: ['quality'] },
  encode: (picture, { lossless, quality, effort }) => picture.avif({ lossless, quality, effort }),
};
