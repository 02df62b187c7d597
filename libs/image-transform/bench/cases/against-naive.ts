import { defaultRecipes } from '../../src/recipes/default-recipes.ts';
import type { Recipe } from '../../src/recipes/recipe.ts';
import { renderVariants } from '../../src/render-variants.ts';
import type { Case } from '../case.ts';
import { measure } from '../measure.ts';
import { encodersAlone, renderNaively, renderWithDefaults } from '../naive.ts';
import { phonePhoto, type Photo } from '../photos.ts';
import { fourJpegs, requireSizes } from '../sizes.ts';

const compared = (
  name: string,
  recipes: readonly Recipe[],
  makePhoto: () => Promise<Photo>,
  peer = renderNaively,
): Case => ({
  name,
  async measure(runs) {
    const { bytes, size } = await makePhoto();
    const encode = await encodersAlone(bytes, recipes);
    const { naive, ours, encoders } = await measure(
      {
        encoders: encode,
        naive: async () => requireSizes('naive', size, recipes, await peer(bytes, recipes)),
        ours: async () =>
          requireSizes('ours', size, recipes, (await renderVariants(bytes, recipes)).variants),
      },
      runs,
    );
    const detail =
      `${ours.cpu.toFixed(0)} of ${naive.cpu.toFixed(0)} ms CPU, ` +
      `${ours.wall.toFixed(0)} of ${naive.wall.toFixed(0)} ms wall; ` +
      `the encoders alone ${(encoders.cpu / naive.cpu).toFixed(2)}`;
    return { ratio: ours.cpu / naive.cpu, runs, detail };
  },
});

/** Without a bound: how many decodes a peer wastes says little about ours. That is held to the floor. */
export const againstNaive: readonly Case[] = [
  compared('four JPEGs from 12 MP with an sRGB profile, CPU of naive sharp', fourJpegs, () =>
    phonePhoto(12, 'srgb'),
  ),
  compared('four JPEGs from 24 MP without a profile, CPU of naive sharp', fourJpegs, () => phonePhoto(24)),
  compared('four JPEGs from 48 MP without a profile, CPU of naive sharp', fourJpegs, () => phonePhoto(48)),
  compared('four JPEGs from 12 MP with a Display P3 profile, CPU of naive sharp', fourJpegs, () =>
    phonePhoto(12, 'p3'),
  ),
  compared('default variants from 12 MP, CPU of naive sharp with the same settings', defaultRecipes, () =>
    phonePhoto(12, 'srgb'),
  ),
  compared(
    "default variants from 12 MP, CPU of naive sharp with sharp's own quality and effort",
    defaultRecipes,
    () => phonePhoto(12, 'srgb'),
    renderWithDefaults,
  ),
];
