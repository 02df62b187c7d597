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
export function displayP3Value(colour: string): string {
  const linear = [1, 3, 5].map((at) => decode(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  const values = toP3.map((row) =>
    encode(row.reduce((sum, share, at) => sum + share * (linear[at] ?? 0), 0)),
  );
  return `#${values
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** The tone curve that both have (IEC 61966-2-1). */
const decode = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const encode = (linear: number): number =>
  linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
