import { readToneCurve, readXyz, type IccProfile, type ToneCurve } from './icc-profile.ts';
import { displayP3Colorants, srgbColorants, type Colorants } from './primaries.ts';
import { encodeSrgb } from './srgb-curve.ts';

/** Makers round differently by up to 0.0001; the nearest other space in use is 0.01 away. */
const colorantTolerance = 0.0003;

/** Half of one of 256 steps: below that no 8-bit value changes. */
const curveTolerance = 0.5 / 255;

/**
 * Whether pixels with this profile are sRGB pixels already, judged by what the profile does.
 * Its description is text that anyone can write: profiles called "sRGB" with another gamma exist.
 */
export const isSrgb = (profile: IccProfile): boolean => hasSrgbCurves(profile, srgbColorants);

/** Whether pixels with this profile are Display P3 pixels already. It shares its tone curve with sRGB. */
export const isDisplayP3 = (profile: IccProfile): boolean => hasSrgbCurves(profile, displayP3Colorants);

const hasSrgbCurves = (profile: IccProfile, colorants: Colorants): boolean =>
  profile.colourSpace === 'RGB ' &&
  profile.connectionSpace === 'XYZ ' &&
  !hasTables(profile) &&
  Object.entries(colorants).every(([tag, expected]) => isNear(readXyz(profile.tag(tag)), expected)) &&
  ['rTRC', 'gTRC', 'bTRC'].every((tag) => isSrgbCurve(readToneCurve(profile.tag(tag))));

/** Lookup tables take precedence over primaries and curves (ICC.1:2022, 8.3). */
const hasTables = (profile: IccProfile): boolean =>
  ['A2B0', 'A2B1', 'D2B0', 'D2B1'].some((tag) => profile.tag(tag) !== undefined);

const isNear = (xyz: readonly number[] | undefined, expected: readonly number[]): boolean =>
  xyz !== undefined && expected.every((value, i) => Math.abs(value - (xyz[i] ?? NaN)) <= colorantTolerance);

const isSrgbCurve = (curve: ToneCurve | undefined): boolean => {
  if (curve === undefined) return false;
  for (let level = 0; level <= 255; level++) {
    const encoded = level / 255;
    if (!(Math.abs(encodeSrgb(curve(encoded)) - encoded) <= curveTolerance)) return false;
  }
  return true;
};
