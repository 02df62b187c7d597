import * as v from 'valibot';
import { orLeftOut, wholeNumber } from '../../options/option-schemas.ts';

/** For formats that can do both: every pixel as it is, or a quality. */
export type Loss =
  | {
      /** @defaultValue false */
      readonly lossless?: false;
      /** 1 to 100. @defaultValue 80 in WebP; 50 in AVIF, where that looks about like a JPEG of 80 */
      readonly quality?: number;
    }
  | { readonly lossless?: boolean; readonly quality?: never };

/** Schemas of `Loss`. @param defaultQuality 1 to 100 */
export const lossOptions = (defaultQuality: number) => ({
  lossless: orLeftOut(v.boolean('true or false'), false),
  quality: v.optional(wholeNumber(1, 100), defaultQuality),
});

export const lossExcludes = { lossless: ['quality'] } as const;
