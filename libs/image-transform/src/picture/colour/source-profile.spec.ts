import {
  avifWithCodePoints,
  heicFiles,
  heifWithCodePointsForProfile,
  pngWithCodePoints,
} from '@image-pipeline/image-file/testing';
import { jpegWithProfile, pngWithProfile } from '../../testing/files.ts';
import { encoders, plain } from '../../testing/images.ts';
import { readHeader } from '../../testing/read-header.ts';
import { profileOfCodePoints } from './code-point-profile.ts';
import { displayP3Profile } from './display-profiles.ts';
import { describingProfile } from './source-profile.ts';

const found = async (bytes: Buffer) => describingProfile(await readHeader(bytes));
const told = (primaries: number, transfer: number) => profileOfCodePoints({ primaries, transfer });

describe('describingProfile', () => {
  const own = displayP3Profile();
  const png = () => encoders.png(plain(8, 8));
  const avif = () => encoders.avif(plain(8, 8));

  it("is the file's own, the very bytes of its header", async () => {
    const bytes = jpegWithProfile(await encoders.jpeg(plain(8, 8)), own);
    const header = await readHeader(bytes);
    expect(describingProfile(header)).toBe(header.blocks.icc);
    expect(header.blocks.icc).toEqual(own);
  });

  it('is made from code points where there is none', async () => {
    expect(await found(pngWithCodePoints(await png(), 9, 13, 0, 1))).toEqual(told(9, 13));
    expect(await found(avifWithCodePoints(await avif(), 12, 8))).toEqual(told(12, 8));
    expect(await found(heifWithCodePointsForProfile(heicFiles.displayP3, 12, 13))).toEqual(told(12, 13));
  });

  it('is what code points say before the profile in a PNG, unless they say nothing usable', async () => {
    const tagged = pngWithProfile(await png(), own);
    expect(await found(pngWithCodePoints(tagged, 1, 13, 0, 1))).toEqual(told(1, 13));
    expect(await found(pngWithCodePoints(tagged, 2, 2, 0, 1))).toEqual(own);
  });

  it('is the profile before code points in a HEIF', async () => {
    const tagged = await plain(8, 8).withIccProfile('p3').avif({ effort: 0 }).toBuffer();
    const { icc } = (await readHeader(tagged)).blocks;
    const bytes = avifWithCodePoints(await avif(), 9, 16);
    const header = await readHeader(bytes);
    expect(describingProfile({ ...header, blocks: { icc: icc! } })).toBe(icc);
    const broken = { ...header, blocks: { icc: Buffer.from('broken') } };
    expect(describingProfile(broken)).toEqual(told(9, 16));
  });

  it('is nothing where the file says nothing usable', async () => {
    expect(await found(await png())).toBeUndefined();
    expect(await found(pngWithProfile(await png(), Buffer.alloc(200)))).toBeUndefined();
    expect(await found(heicFiles.upright)).toBeUndefined();
  });
});
