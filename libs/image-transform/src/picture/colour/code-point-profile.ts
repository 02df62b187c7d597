import type { CodePoints } from '@image-pipeline/image-file';
import { matrixProfile } from './matrix-profile.ts';
import { bt2020Colorants, displayP3Colorants, srgbColorants, type Colorants } from './primaries.ts';
import { transferCurves } from './transfer-curves.ts';

/**
 * The primaries that cameras and browsers write. 2 is "unspecified". 5 and 6, of television before HD, are left out
 * on purpose: libheif before 1.17.2 marked pictures with 6 that were sRGB.
 */
const colorantsOf: Readonly<Record<number, Colorants>> = {
  1: srgbColorants,
  9: bt2020Colorants,
  12: displayP3Colorants,
};

/** @returns the ICC profile that says the same; undefined for code points that say nothing, or nothing known */
export const profileOfCodePoints = ({ primaries, transfer }: CodePoints): Buffer | undefined => {
  const colorants = colorantsOf[primaries];
  const curve = transferCurves[transfer];
  return (
    colorants && curve && matrixProfile({ description: `H.273 ${primaries}/${transfer}`, colorants, curve })
  );
};
