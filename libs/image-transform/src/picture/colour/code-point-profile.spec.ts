import { profileOfCodePoints } from './code-point-profile.ts';
import { readIccProfile, readToneCurve, readXyz } from './icc-profile.ts';
import { isSrgb } from './known-spaces.ts';

const read = (primaries: number, transfer: number) =>
  readIccProfile(profileOfCodePoints({ primaries, transfer })!)!;
const linear = (transfer: number, encoded: number) => readToneCurve(read(12, transfer).tag('gTRC'))!(encoded);

describe('profileOfCodePoints', () => {
  it.each([
    [1, 13],
    [1, 1],
    [1, 6],
    [1, 14],
    [1, 15],
  ])('takes %i/%i for sRGB', (primaries, transfer) => {
    expect(isSrgb(read(primaries, transfer))).toBe(true);
  });

  it.each([
    [1, 0.22249],
    [9, 0.27904],
    [12, 0.24119],
  ])('knows primaries %i', (primaries, luminanceOfRed) => {
    expect(readXyz(read(primaries, 13).tag('rXYZ'))![1]).toBeCloseTo(luminanceOfRed, 4);
  });

  it.each([
    [4, 0.5 ** 2.2],
    [5, 0.5 ** 2.8],
    [8, 0.5],
    [13, 0.2140411],
    [18, 0.2140411],
  ])('knows transfer %i', (transfer, light) => {
    expect(linear(transfer, 0.5)).toBeCloseTo(light, 4);
  });

  it('shows PQ up to reference white, and white beyond', () => {
    // ITU-R BT.2408, table 1: 203 cd/m² is coded as 58 %. ITU-R BT.2100, table 4: 100 cd/m² as 0.5081.
    expect(linear(16, 0)).toBe(0);
    expect(linear(16, 0.5081)).toBeCloseTo(100 / 203, 3);
    expect(linear(16, 0.578)).toBeLessThan(1);
    expect(linear(16, 0.583)).toBe(1);
    expect(linear(16, 1)).toBe(1);
  });

  it.each([
    ['says nothing', 2, 2],
    ['says only half', 12, 2],
    ['says the other half', 2, 13],
    ['libheif once marked sRGB with', 6, 6],
    ['is reserved', 3, 13],
    ['nobody knows', 255, 255],
  ])('makes no profile of what %s', (_, primaries, transfer) => {
    expect(profileOfCodePoints({ primaries, transfer })).toBeUndefined();
  });
});
