import { decodeSrgb, encodeSrgb } from './srgb-curve.ts';

/** Linear sRGB to linear Display P3: both have D65, so it is the product of their matrices alone (CSS Color 4, 10.4). */
const toP3: readonly (readonly number[])[] = [
  [0.8224621, 0.177538, 0],
  [0.0331941, 0.9668058, 0],
  [0.0170827, 0.0723974, 0.9105199],
];

/**
 * The same colour with Display P3's numbers.
 * @param colour `#rrggbb` of sRGB
 */
export const displayP3Value = (colour: string): string => {
  const linear = [1, 3, 5].map((at) => decodeSrgb(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  const values = toP3.map((row) =>
    encodeSrgb(row.reduce((sum, share, at) => sum + share * (linear[at] ?? 0), 0)),
  );
  return `#${values
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
};
