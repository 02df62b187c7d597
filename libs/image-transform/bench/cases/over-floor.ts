import sharp from 'sharp';
import { defaultRecipes } from '../../src/recipes/default-recipes.ts';
import type { Recipe } from '../../src/recipes/recipe.ts';
import { renderVariants } from '../../src/render-variants.ts';
import { openOptions } from '../../src/source/libvips.ts';
import type { Case } from '../case.ts';
import { measure } from '../measure.ts';
import { asVariantsAreEncoded, encodersAlone } from '../naive.ts';
import { phonePhoto, type Pose } from '../photos.ts';
import { fourJpegs, requireSizes } from '../sizes.ts';

/** All pixels into memory, as they are stored; no profile is applied. */
export const bareDecode = (bytes: Uint8Array) =>
  sharp(bytes, { ...openOptions, ignoreIcc: true })
    .raw()
    .toBuffer();

/**
 * Against what nobody gets around: one decode and the encoders. Of 12 MP no decoder shrinks for 1920 pixels: sharp lets
 * libjpeg halve a picture from a factor of 3 on.
 */
const overFloor = (what: string, recipes: readonly Recipe[], pose: Pose): Case => ({
  name: `${what} from 12 MP, ${pose}, CPU of one bare decode and the encoders alone`,
  atMost: 1.1,
  async measure(runs) {
    const { bytes, size } = await phonePhoto(12, 'srgb', pose);
    const { decode, encoders, ownEncoders, ours } = await measure(
      {
        decode: () => bareDecode(bytes),
        encoders: await encodersAlone(bytes, recipes),
        ownEncoders: await encodersAlone(bytes, recipes, asVariantsAreEncoded),
        ours: async () =>
          requireSizes('ours', size, recipes, (await renderVariants(bytes, recipes)).variants),
      },
      runs,
    );
    const floor = decode.cpu + encoders.cpu;
    const ownFloor = decode.cpu + ownEncoders.cpu;
    const detail =
      `${ours.cpu.toFixed(0)} of ${decode.cpu.toFixed(0)} + ${encoders.cpu.toFixed(0)} ms CPU; ` +
      `${(ours.cpu / ownFloor).toFixed(2)} with encoders set as ours, which take ${ownEncoders.cpu.toFixed(0)}`;
    return { ratio: ours.cpu / floor, runs, detail };
  },
});

export const overTheFloor: readonly Case[] = [
  overFloor('four JPEGs', fourJpegs, 'portrait'),
  overFloor('four JPEGs', fourJpegs, 'landscape'),
  overFloor('default variants', defaultRecipes, 'portrait'),
  overFloor('default variants', defaultRecipes, 'landscape'),
];
