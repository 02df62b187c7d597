import type { Deadline } from '../../limits/deadline.ts';
import { openOptions, sharp } from '../../source/libvips.ts';
import { pictureOf, release, toPicture, type Picture, type Samples } from '../pixels/picture.ts';
import type { ColourConversion } from './conversion.ts';
import { displayP3Profile } from './display-profiles.ts';
import { readIccProfile } from './icc-profile.ts';
import { isDisplayP3 } from './known-spaces.ts';
import { taggedTiff } from './tagged-tiff.ts';

/** Colours a variant can have beside sRGB. */
export type Gamut = 'p3';

/** One picture in sRGB and, where wanted and where the source has more colours than that, in Display P3. */
export interface PictureInGamuts {
  readonly srgb: Picture;
  readonly p3?: Picture;
}

/**
 * Converts a scaled picture. Raw pixels cannot carry a profile; an uncompressed TIFF is the cheapest container that can.
 * @param samples consumed: their memory is given back, or becomes that of the result
 */
export const convertSamples = async (
  samples: Samples,
  conversion: ColourConversion,
  gamuts: ReadonlySet<Gamut>,
  deadline: Deadline,
): Promise<PictureInGamuts> => {
  if (conversion.when !== 'after-scaling') return { srgb: pictureOf(samples) };
  const tagged = taggedTiff(samples, conversion.profile);
  const srgb = await toPicture(sharp(tagged, openOptions), deadline);
  const wide = gamuts.has('p3') && conversion.through === 'srgb';
  const p3 = wide ? await toDisplayP3(samples, tagged, conversion.profile, deadline) : undefined;
  release({ pixels: tagged });
  if (p3?.pixels !== samples.pixels) release(samples);
  return { srgb, ...(p3 && { p3 }) };
};

/** What phones take is Display P3 already, and keeps its values. Anything else goes by way of libvips' 16 bits. */
const toDisplayP3 = async (
  samples: Samples,
  tagged: Uint8Array,
  sourceProfile: Uint8Array,
  deadline: Deadline,
): Promise<Picture> => {
  const read = readIccProfile(sourceProfile);
  const profile = displayP3Profile();
  if (read && isDisplayP3(read)) return { ...pictureOf(samples), profile };
  // sharp converts samples of 16 bits to Display P3 instead of sRGB; the values become 8 bits again at the end.
  const converted = sharp(tagged, openOptions).pipelineColourspace('rgb16');
  return { ...(await toPicture(converted, deadline)), profile };
};
