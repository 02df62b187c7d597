import {
  avifWithCodePoints,
  displayP3Avif,
  heicFiles,
  heifWithCodePointsForProfile,
  pngWithCodePoints,
} from '@image-pipeline/image-file/testing';
import { renderVariants } from '../../render-variants.ts';
import { pngWithProfile } from '../../testing/files.ts';
import { decoded, distance, encoders, pixelAt, plain } from '../../testing/images.ts';
import { displayP3Profile } from './display-profiles.ts';

/** The colour in the upper right quarter of a variant of 16 pixels. */
const shown = async (bytes: Buffer): Promise<readonly number[]> => {
  const { variants } = await renderVariants(bytes, [{ name: 'v', fit: 'width', width: 16, format: 'png' }]);
  const picture = await decoded(variants[0]!.data);
  return pixelAt(picture, (picture.width * 3) >> 2, picture.height >> 2);
};

const colour = [180, 110, 90];
const png = (of: readonly number[] = colour) => encoders.png(plain(40, 20, of));
const avif = (of: readonly number[] = colour) => encoders.avif(plain(40, 20, of));
const taggedPng = async (of: readonly number[]) => pngWithProfile(await png(of), displayP3Profile());

describe('colours told by code points', () => {
  it('are converted from an AVIF in Display P3, clipped to sRGB as its twin with a profile is', async () => {
    const seen = await shown(displayP3Avif);
    expect(distance(seen, await shown(await taggedPng([234, 51, 35])))).toBeLessThanOrEqual(2);
    expect(distance(seen, [255, 0, 0])).toBeLessThanOrEqual(2);
  });

  it.each([
    ['AVIF', async () => avifWithCodePoints(await avif(), 12, 13)],
    ['PNG', async () => pngWithCodePoints(await png(), 12, 13, 0, 1)],
  ])('are those of the twin with a profile: %s', async (_, file) => {
    const seen = await shown(await file());
    expect(distance(seen, await shown(await taggedPng(colour)))).toBeLessThanOrEqual(2);
    expect(distance(seen, colour)).toBeGreaterThan(4);
  });

  it('are converted from a HEIC, whose pixels another decoder gives', async () => {
    const told = await shown(heifWithCodePointsForProfile(heicFiles.displayP3, 12, 13));
    expect(distance(told, await shown(heicFiles.displayP3))).toBeLessThanOrEqual(2);
    const untold = await shown(heifWithCodePointsForProfile(heicFiles.displayP3, 2, 2));
    expect(distance(told, untold)).toBeGreaterThan(4);
  });

  it('are converted from 16 bits a channel as from 8', async () => {
    const deep = await plain(40, 20, colour).toColourspace('rgb16').png().toBuffer();
    expect(deep.readUInt8(24)).toBe(16);
    const seen = await shown(pngWithCodePoints(deep, 12, 13, 0, 1));
    expect(distance(seen, await shown(await taggedPng(colour)))).toBeLessThanOrEqual(2);
  });

  it('keep their transparency', async () => {
    const seen = await shown(pngWithCodePoints(await png([...colour, 128]), 12, 13, 0, 1));
    const [, , , alpha] = seen;
    expect(alpha).toBe(128);
    expect(distance(seen.slice(0, 3), await shown(await taggedPng(colour)))).toBeLessThanOrEqual(2);
  });

  it('overrule the profile of a PNG', async () => {
    const tagged = await taggedPng(colour);
    expect(await shown(pngWithCodePoints(tagged, 1, 13, 0, 1))).toEqual(colour);
    const linear = await shown(pngWithCodePoints(tagged, 1, 8, 0, 1));
    expect(linear).toEqual(await shown(pngWithCodePoints(await png(), 1, 8, 0, 1)));
    expect(linear[0]).toBeGreaterThan(colour[0]! + 20);
  });

  it.each([
    ['sRGB', 1, 13],
    ['BT.709, which is meant for the same screens', 1, 1],
    ['nothing', 2, 2],
    ['something unknown', 200, 200],
  ])('change no pixel where they say %s', async (_, primaries, transfer) => {
    expect(await shown(pngWithCodePoints(await png(), primaries, transfer, 0, 1))).toEqual(colour);
  });

  it('leave a grey picture grey', async () => {
    const grey = await encoders.png(plain(40, 20, [100]).toColourspace('b-w'));
    expect(await shown(pngWithCodePoints(grey, 12, 13, 0, 1))).toEqual([100, 100, 100]);
  });

  it('show HDR without its brightest lights: PQ up to reference white, HLG as it is seen without HDR', async () => {
    const shownGrey = async (level: number, transfer: number) =>
      (await shown(pngWithCodePoints(await png([level, level, level]), 9, transfer, 0, 1)))[0];
    // 148 of 255 is reference white in PQ; 100 cd/m², half of it, is 130.
    expect(await shownGrey(149, 16)).toBe(255);
    expect(Math.abs((await shownGrey(130, 16))! - 186)).toBeLessThanOrEqual(3);
    expect(await shownGrey(150, 18)).toBe(150);
  });
});
