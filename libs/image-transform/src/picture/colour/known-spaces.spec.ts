import fc from 'fast-check';
import {
  curves,
  displayP3Colorants,
  gamma,
  iccProfile,
  parametricCurve,
  sampledCurve,
  srgbColorants,
  srgbCurve,
  xyz,
  type Tags,
} from '../../testing/icc.ts';
import { plain } from '../../testing/images.ts';
import { readHeader } from '../../testing/read-header.ts';
import { readIccProfile } from './icc-profile.ts';
import { isSrgb } from './known-spaces.ts';

const judge = (bytes: Uint8Array): boolean | undefined => {
  const profile = readIccProfile(bytes);
  return profile && isSrgb(profile);
};

const decode = (x: number) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
const srgbSamples = Array.from({ length: 1024 }, (_, i) => Math.round(decode(i / 1023) * 65_535));
const srgb: Tags = { ...srgbColorants, ...curves(srgbCurve) };

describe('isSrgb', () => {
  it.each<[string, boolean, Tags]>([
    ['the parametric curve', true, srgb],
    [
      '1,024 samples, as old scanners and cameras embed',
      true,
      { ...srgb, ...curves(sampledCurve(srgbSamples)) },
    ],
    ['colorants rounded by another maker', true, { ...srgb, rXYZ: xyz(0.43616, 0.22246, 0.01385) }],
    [
      'a type 4 curve with the same values',
      true,
      { ...srgb, ...curves(parametricCurve(4, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0, 0])) },
    ],
    ['a plain gamma of 2.2 under the name sRGB', false, { ...srgb, ...curves(gamma(2.2)) }],
    ['linear light', false, { ...srgb, ...curves(sampledCurve([])) }],
    ['one channel with another curve', false, { ...srgb, gTRC: gamma(1.8) }],
    ['a parametric gamma', false, { ...srgb, ...curves(parametricCurve(0, [2.2])) }],
    ['the primaries of Display P3', false, { ...srgb, ...displayP3Colorants }],
    ['one primary moved', false, { ...srgb, gXYZ: xyz(0.384, 0.71687, 0.09708) }],
    ['a lookup table beside the right curves', false, { ...srgb, A2B0: Buffer.alloc(32) }],
    ['no curves', false, srgbColorants],
    ['no colorants', false, curves(srgbCurve)],
    ['a curve of an unknown type', false, { ...srgb, ...curves(parametricCurve(7, [1, 1, 1, 1, 1, 1, 1])) }],
    [
      'a curve that promises more samples than there are',
      false,
      { ...srgb, ...curves(sampledCurve(srgbSamples).subarray(0, 100)) },
    ],
  ])('judges %s: %s', (_, expected, tags) => {
    expect(judge(iccProfile('RGB ', tags))).toBe(expected);
  });

  it('is no matter of the colour space signature alone', () => {
    expect(judge(iccProfile('GRAY', srgb))).toBe(false);
  });

  it.each([
    ['srgb', true],
    ['p3', false],
  ])('judges the profile that sharp embeds as %s: %s', async (name, expected) => {
    const png = await plain(4, 4).withIccProfile(name).png().toBuffer();
    const { blocks } = await readHeader(png);
    expect(judge(blocks.icc!)).toBe(expected);
  });
});

describe('readIccProfile', () => {
  it('finds nothing in what is no profile', () => {
    expect(readIccProfile(Buffer.alloc(0))).toBeUndefined();
    expect(readIccProfile(Buffer.alloc(500))).toBeUndefined();
  });

  it('refuses a table of more tags than the profile has room for', () => {
    const profile = iccProfile('RGB ', srgb);
    profile.writeUInt32BE(150, 128);
    expect(readIccProfile(profile.subarray(0, 400))).toBeUndefined();
  });

  it('never throws, whatever a stranger has written into the profile', () => {
    const intact = iccProfile('RGB ', {
      ...srgb,
      gTRC: sampledCurve(srgbSamples.slice(0, 20)),
      bTRC: gamma(2.2),
    });
    const change = fc.tuple(fc.nat(intact.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.nat(intact.length), (changes, length) => {
        const profile = Buffer.from(intact);
        for (const [at, value] of changes) profile[at] = value;
        expect([true, false, undefined]).toContain(judge(profile.subarray(0, length)));
        expect([true, false, undefined]).toContain(judge(profile));
      }),
      { numRuns: 500 },
    );
  });
});
