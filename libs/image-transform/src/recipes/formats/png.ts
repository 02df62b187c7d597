import * as v from 'valibot';
import { wholeNumber } from '../../options/option-schemas.ts';
import type { FormatRule } from './format-rule.ts';

/** Lossless, so it has no quality. */
export interface Png {
  readonly format: 'png';
  /** zlib's level: 0 (fast, large) to 9 (slow, small). @defaultValue 6 */
  readonly effort?: number;
}

export const png: FormatRule<Png> = {
  extension: 'png',
  contentType: 'image/png',
  options: { effort: v.optional(wholeNumber(0, 9), 6) },
  maxSide: 2 ** 31 - 1,
  hasAlpha: true,
  /** By libpng. */
  encode: (picture, { effort }) => picture.png({ compressionLevel: effort }),
};
