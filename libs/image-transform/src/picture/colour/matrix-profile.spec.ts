import sharp from 'sharp';
import { pngWithProfile } from '../../testing/files.ts';
import { decoded, distance, encoders, pixelAt, plain } from '../../testing/images.ts';
import { displayP3Profile } from './display-profiles.ts';
import { readIccProfile, readToneCurve, readXyz } from './icc-profile.ts';
import { matrixProfile } from './matrix-profile.ts';
import { bt2020Colorants, displayP3Colorants, srgbColorants } from './primaries.ts';
import { srgbCurve, transferCurves } from './transfer-curves.ts';

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

const times = (matrix: Matrix, [x, y, z]: Vector): Vector =>
  matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Vector;

/** Cramer's rule. */
const solve = (matrix: Matrix, right: Vector): Vector => {
  const determinant = ([[a, b, c], [d, e, f], [g, h, i]]: Matrix) =>
    a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const replaced = (column: number) =>
    matrix.map((row, y) => row.map((value, x) => (x === column ? right[y] : value))) as unknown as Matrix;
  return [0, 1, 2].map((column) => determinant(replaced(column)) / determinant(matrix)) as unknown as Vector;
};

const bradford: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];
const xyzOf = (x: number, y: number): Vector => [x / y, 1, (1 - x - y) / y];
const d65 = xyzOf(0.3127, 0.329);
const d50: Vector = [0.9642, 1, 0.8249];

/** A colour seen under D65 as it is seen under D50. */
const adapted = (colour: Vector): Vector => {
  const [from, to, cones] = [d65, d50, colour].map((xyz) => times(bradford, xyz)) as [Vector, Vector, Vector];
  return solve(bradford, cones.map((value, i) => (value * to[i]!) / from[i]!) as unknown as Vector);
};

/** What the three primaries contribute to white: chromaticities to the columns of a profile. */
const columnsOf = (...chromaticities: readonly (readonly [number, number])[]): readonly Vector[] => {
  const primaries = chromaticities.map(([x, y]) => xyzOf(x, y)) as unknown as Matrix;
  const transposed = [0, 1, 2].map((i) => primaries.map((xyz) => xyz[i])) as unknown as Matrix;
  const shares = solve(transposed, d65);
  return primaries.map((xyz, i) => adapted(xyz.map((value) => value * shares[i]!) as unknown as Vector));
};

/** sRGB's own profiles take a white that differs in the fourth digit. */
const rounding = 0.0003;

describe('the colorants', () => {
  // Chromaticities: ITU-T H.273, table 2.
  it.each([
    ['BT.709', srgbColorants, columnsOf([0.64, 0.33], [0.3, 0.6], [0.15, 0.06])],
    ['Display P3', displayP3Colorants, columnsOf([0.68, 0.32], [0.265, 0.69], [0.15, 0.06])],
    ['BT.2020', bt2020Colorants, columnsOf([0.708, 0.292], [0.17, 0.797], [0.131, 0.046])],
  ])('of %s follow from its chromaticities', (_, colorants, columns) => {
    const { rXYZ, gXYZ, bXYZ } = colorants;
    for (const [i, colorant] of [rXYZ, gXYZ, bXYZ].entries()) {
      expect(distance(colorant, columns[i]!)).toBeLessThan(rounding);
    }
    const white = [0, 1, 2].map((i) => rXYZ[i]! + gXYZ[i]! + bXYZ[i]!);
    expect(distance(white, d50)).toBeLessThan(rounding);
  });
});

describe('matrixProfile', () => {
  const bytes = matrixProfile({ description: 'Odd', colorants: displayP3Colorants, curve: srgbCurve });
  const profile = readIccProfile(bytes)!;

  it('holds what it was given', () => {
    expect(bytes.readUInt32BE(0)).toBe(bytes.length);
    expect([profile.colourSpace, profile.connectionSpace]).toEqual(['RGB ', 'XYZ ']);
    expect(profile.tag('desc')!.toString('latin1', 28)).toContain('\0O\0d\0d');
    for (const tag of ['rXYZ', 'gXYZ', 'bXYZ'] as const) {
      expect(distance(displayP3Colorants[tag], readXyz(profile.tag(tag))!)).toBeLessThan(1 / 65_536);
    }
    for (const tag of ['rTRC', 'gTRC', 'bTRC']) {
      expect(readToneCurve(profile.tag(tag))!(0.5)).toBeCloseTo(0.2140411, 4);
    }
  });

  it('starts every tag at a multiple of four, and holds the curve once for all channels', () => {
    const offsets = Array.from({ length: bytes.readUInt32BE(128) }, (_, i) =>
      bytes.readUInt32BE(136 + i * 12),
    );
    expect(offsets.map((offset) => offset % 4)).toEqual(offsets.map(() => 0));
    expect(new Set(offsets).size).toBe(offsets.length - 2);
  });

  it('is the same whenever it is made', () => {
    expect(displayP3Profile()).toEqual(displayP3Profile());
    expect(displayP3Profile()).toHaveLength(492);
  });

  it.each(Object.keys(transferCurves))(
    'is taken by libvips with the curve of transfer %s',
    async (transfer) => {
      const curve = transferCurves[Number(transfer)]!;
      const icc = matrixProfile({ description: 'Test', colorants: srgbColorants, curve });
      const { data } = await sharp(pngWithProfile(await encoders.png(plain(4, 4, [0, 128, 255])), icc))
        .raw()
        .toBuffer({ resolveWithObject: true });
      const seen = encodeSrgb(readToneCurve(curve)!(128 / 255));
      expect(distance([...data.subarray(0, 3)], [0, seen, 255])).toBeLessThanOrEqual(1);
    },
  );

  it('shows Display P3 as the profile does that sharp has', async () => {
    const png = await encoders.png(plain(4, 4, [180, 110, 90]));
    const { icc } = await sharp(await sharp(png).withIccProfile('p3').png().toBuffer()).metadata();
    const [ours, theirs] = await Promise.all(
      [displayP3Profile(), icc!].map(async (p) => pixelAt(await decoded(pngWithProfile(png, p)), 1, 1)),
    );
    expect(distance(ours!, theirs!)).toBeLessThanOrEqual(1);
    expect(distance(ours!, [180, 110, 90])).toBeGreaterThan(4);
  });
});

/** Linear light 0 to 1 to sRGB 0 to 255 (IEC 61966-2-1). */
const encodeSrgb = (x: number): number => 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);
