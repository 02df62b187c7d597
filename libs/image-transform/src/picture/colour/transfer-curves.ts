import { parametricCurve, sampledCurve } from './matrix-profile.ts';

/** IEC 61966-2-1, which is sRGB. */
export const srgbCurve = parametricCurve(3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]);

const gamma = (exponent: number): Buffer => parametricCurve(0, [exponent]);

/** SMPTE ST 2084, section 5: encoded value 0 to 1 to cd/m² on a display. */
const pqLuminance = (encoded: number): number => {
  const [m1, m2, c1, c2, c3] = [1305 / 8192, 2523 / 32, 107 / 128, 2413 / 128, 2392 / 128];
  const root = encoded ** (1 / m2);
  return 10_000 * (Math.max(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1);
};

/** cd/m² that paper has in HDR pictures, of up to 10,000: ITU-R BT.2408, table 1. */
const referenceWhite = 203;

/** Fine enough that no 8-bit value moves, at 2 KB. */
const samples = 1024;

/** What is darker than reference white stays as it is, what is brighter becomes white: lights lose their shades. */
const clippedPq = sampledCurve(
  Array.from({ length: samples }, (_, index) =>
    Math.min(pqLuminance(index / (samples - 1)) / referenceWhite, 1),
  ),
);

/**
 * Tone curves by transfer characteristics: ITU-T H.273 (2024), table 3.
 * 1, 6, 14 and 15 are one function, for cameras of video. Still pictures marked with it were made for sRGB screens,
 * and browsers show them so. 18, HLG, was designed to be seen like 14 where nothing knows HDR.
 */
export const transferCurves: Readonly<Record<number, Buffer>> = {
  1: srgbCurve,
  4: gamma(2.2),
  5: gamma(2.8),
  6: srgbCurve,
  8: gamma(1),
  13: srgbCurve,
  14: srgbCurve,
  15: srgbCurve,
  16: clippedPq,
  18: srgbCurve,
};
