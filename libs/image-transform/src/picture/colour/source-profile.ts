import type { CodePoints, ImageHeader } from '@image-pipeline/image-file';
import { profileOfCodePoints } from './code-point-profile.ts';
import { readIccProfile } from './icc-profile.ts';

/**
 * The ICC profile that describes an image's samples: the file's own or, where it tells its colours by code points,
 * one made from them. In a PNG code points come before the profile (PNG third edition, section 4.3), in AVIF and HEIC
 * the profile comes before them, which then tell only how the picture is coded (ISO/IEC 23008-12, section 6.5.5).
 * @returns undefined when the file says nothing usable: then it is sRGB by custom and by MIAF
 */
export const describingProfile = ({
  format,
  blocks,
  codePoints,
}: Pick<ImageHeader, 'format' | 'blocks' | 'codePoints'>): Uint8Array | undefined => {
  const embedded = blocks.icc && readIccProfile(blocks.icc) && blocks.icc;
  if (format === 'png') return profileOf(codePoints) ?? embedded;
  return embedded ?? profileOf(codePoints);
};

const profileOf = (told: CodePoints | undefined): Buffer | undefined => told && profileOfCodePoints(told);
