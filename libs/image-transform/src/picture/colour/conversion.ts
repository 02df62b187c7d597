import type { OpenedImage } from '../../source/open-image.ts';
import { readIccProfile } from './icc-profile.ts';
import { isSrgb } from './known-spaces.ts';

/**
 * When the source's colours become sRGB:
 * - `none`: they are, or nothing usable says otherwise;
 * - `after-scaling`: by the profile, once the picture is small. Converting 12 megapixels first costs more
 *   than decoding and scaling them;
 * - `before-scaling`: in libvips' own order, for ink and other colours that are not scaled as they are.
 */
export type ColourConversion =
  | { readonly when: 'none' }
  | {
      readonly when: 'after-scaling';
      readonly through: 'srgb' | 'b-w';
      /** What describes the samples: the file's own profile or, where code points do, one made from them. */
      readonly profile: Uint8Array;
    }
  | { readonly when: 'before-scaling' };

/** Samples that can be scaled as they are, and the profiles that can describe them. */
const scalable: Readonly<Record<string, { readonly profile: string; readonly through: 'srgb' | 'b-w' }>> = {
  srgb: { profile: 'RGB ', through: 'srgb' },
  rgb16: { profile: 'RGB ', through: 'srgb' },
  'b-w': { profile: 'GRAY', through: 'b-w' },
  grey16: { profile: 'GRAY', through: 'b-w' },
};

/** @param profile as `describingProfile` finds it */
export const chooseConversion = (
  { space }: Pick<OpenedImage, 'space'>,
  profile: Uint8Array | undefined,
): ColourConversion => {
  const kind = scalable[space];
  if (kind === undefined) return { when: 'before-scaling' };
  const read = profile && readIccProfile(profile);
  // A profile of another kind than the samples, such as RGB on a grey picture, describes nothing.
  if (!read || read.colourSpace !== kind.profile || isSrgb(read)) return { when: 'none' };
  return { when: 'after-scaling', through: kind.through, profile };
};

/**
 * How libvips reads the samples for a conversion: as they are, in the space that the profile describes, unless only
 * libvips can convert them.
 */
export const readingOf = (conversion: ColourConversion) => ({
  ignoreIcc: conversion.when !== 'before-scaling',
  space: conversion.when === 'after-scaling' ? conversion.through : ('srgb' as const),
});
