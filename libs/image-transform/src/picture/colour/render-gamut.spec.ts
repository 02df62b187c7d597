import sharp from 'sharp';
import { parseRecipes } from '../../recipes/parse-recipes.ts';
import { renderVariants } from '../../render-variants.ts';
import { pngWithProfile } from '../../testing/files.ts';
import { curves, gamma, iccProfile, xyz } from '../../testing/icc.ts';
import { distance, encoders, pixelAt, plain, type Pixels } from '../../testing/images.ts';
import { readIccProfile } from './icc-profile.ts';
import { isDisplayP3 } from './known-spaces.ts';

const formats = ['jpeg', 'png', 'webp', 'avif'] as const;

const render = async (bytes: Uint8Array, options: object) => {
  const recipes = parseRecipes([
    { name: 'v', fit: 'width', width: 20, format: 'png', gamut: 'p3', ...options },
  ]);
  const { data } = (await renderVariants(bytes, recipes)).variants[0]!;
  const { icc } = await sharp(data).metadata();
  return { profile: icc && readIccProfile(icc), values: await valuesOf(data) };
};

/** The numbers in the file, whatever its profile makes of them. */
const valuesOf = async (bytes: Uint8Array): Promise<Pixels> => {
  const pipeline = sharp(bytes, { ignoreIcc: true }).raw();
  const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
};

const middle = (picture: Pixels) => pixelAt(picture, picture.width >> 1, picture.height >> 1);

/** Display P3's own red, which sRGB lacks. */
const p3Red = async () => {
  const { icc } = await sharp(await plain(1, 1).withIccProfile('p3').png().toBuffer()).metadata();
  return pngWithProfile(await encoders.png(plain(60, 40, [255, 0, 0])), icc!);
};

describe('gamut p3', () => {
  it.each(formats)('keeps colours beyond sRGB in a %s, and says what they are', async (format) => {
    const { profile, values } = await render(await p3Red(), { format });
    expect(profile && isDisplayP3(profile)).toBe(true);
    expect(distance(middle(values), [255, 0, 0])).toBeLessThanOrEqual(format === 'png' ? 0 : 6);
  });

  it('converts other wide spaces to Display P3', async () => {
    // Adobe RGB (1998): a green of it that lies beyond sRGB and within P3.
    const adobe = iccProfile('RGB ', {
      rXYZ: xyz(0.60974, 0.31111, 0.01947),
      gXYZ: xyz(0.20528, 0.62567, 0.06087),
      bXYZ: xyz(0.14919, 0.06322, 0.74457),
      ...curves(gamma(2.19921875)),
    });
    const bytes = pngWithProfile(await encoders.png(plain(60, 40, [90, 200, 80])), adobe);
    const { profile, values } = await render(bytes, {});
    expect(profile && isDisplayP3(profile)).toBe(true);
    // By the matrices of both profiles; the red would be below 0 in sRGB.
    expect(distance(middle(values), [47, 198, 86])).toBeLessThanOrEqual(1);
  });

  it('leaves a picture that has no such colours in sRGB, without a profile', async () => {
    const { profile, values } = await render(await encoders.png(plain(60, 40, [200, 90, 40])), {});
    expect(profile).toBeUndefined();
    expect(middle(values)).toEqual([200, 90, 40]);
  });

  it('stands beside variants in sRGB of the same picture, which is described in sRGB', async () => {
    const recipes = parseRecipes([
      { name: 'wide', fit: 'width', width: 20, format: 'png', gamut: 'p3' },
      { name: 'narrow', fit: 'width', width: 20, format: 'png' },
    ]);
    const alone = await renderVariants(await p3Red(), recipes.slice(1));
    const both = await renderVariants(await p3Red(), recipes);
    expect(both.variants[1]!.data).toEqual(alone.variants[0]!.data);
    expect(both.variants[0]!.data).not.toEqual(both.variants[1]!.data);
    expect(both.dominantColor).toBe('#ff0000');
  });

  it('means the colour of sRGB where a recipe names one', async () => {
    const { values } = await render(await p3Red(), {
      fit: 'contain',
      width: 60,
      height: 60,
      background: '#ff0000',
    });
    // sRGB's red in the numbers of Display P3 (CSS Color 4).
    expect(distance(pixelAt(values, 30, 2), [234, 51, 35])).toBeLessThanOrEqual(1);
    expect(middle(values)).toEqual([255, 0, 0]);
  });

  it('keeps transparency', async () => {
    const { icc } = await sharp(await p3Red()).metadata();
    const glass = await encoders.png(plain(60, 40, [250, 20, 30, 128]));
    const { values } = await render(pngWithProfile(glass, icc!), {});
    expect(distance(middle(values), [250, 20, 30, 128])).toBeLessThanOrEqual(1);
  });
});
