import { matrixProfile } from './matrix-profile.ts';
import { displayP3Colorants, srgbColorants } from './primaries.ts';
import { srgbCurve } from './transfer-curves.ts';

/** The ICC profile of Display P3, for embedding: the primaries of P3, the white and the tone curve of sRGB; 500 bytes. */
export const displayP3Profile = (): Buffer =>
  matrixProfile({ description: 'Display P3', colorants: displayP3Colorants, curve: srgbCurve });

/** The ICC profile of sRGB, for files that have to say what most readers take for granted. */
export const srgbProfile = (): Buffer =>
  matrixProfile({ description: 'sRGB', colorants: srgbColorants, curve: srgbCurve });
