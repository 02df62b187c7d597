import * as v from 'valibot';
import { orLeftOut, wholeNumber } from '../../options/option-schemas.ts';
import type { Playback } from '../../source/playback.ts';
import { costByEffort } from './encoding-cost.ts';
import type { FormatRule } from './format-rule.ts';
import { lossExcludes, lossOptions, type Loss } from './loss.ts';

export type Webp = {
  readonly format: 'webp';
  /** 0 (fast) to 6 (small). Effort 4 takes 2.4 times the CPU of 2; it saves 2.5 % of the bytes, 7 % at equal SSIM. @defaultValue 2 */
  readonly effort?: number;
  /** Plays all frames of an animation instead of showing the first. A still picture stays one. @defaultValue false */
  readonly animated?: boolean;
} & Loss;

export const webp: FormatRule<Webp> = {
  extension: 'webp',
  contentType: 'image/webp',
  options: {
    ...lossOptions(80),
    effort: v.optional(wholeNumber(0, 6), 2),
    animated: orLeftOut(v.boolean('true or false'), false),
  },
  // 14 bits hold a side: RFC 9649 section 2.5.
  maxSide: 16_383,
  hasAlpha: true,
  excludes: lossExcludes,
  cost: costByEffort({ perMegapixel: [100, 120, 150, 300, 400, 600, 1000], defaultEffort: 2, lossless: 6 }),
  /** By libwebp. */
  encode: (picture, { lossless, quality, effort }, playback) =>
    picture.webp({ lossless, quality, effort, ...(playback && sharpsPlayback(playback)) }),
};

/** sharp takes no empty list of delays: then libwebp's own holds. */
const sharpsPlayback = ({ delay, loop }: Playback) => ({
  loop,
  ...(delay.length > 0 && { delay: [...delay] }),
});
