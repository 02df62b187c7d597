import { readImageFile } from '@image-pipeline/image-file';
import { defaultRecipes } from '../../src/recipes/default-recipes.ts';
import { renderVariants } from '../../src/render-variants.ts';
import type { Case } from '../case.ts';
import { measure } from '../measure.ts';
import { phonePhoto } from '../photos.ts';

/** One reading of a file is too short to be timed alone. */
const repetitions = 20;

/** What is saved where metadata and variants are made of one `ImageFile` instead of the bytes twice. */
export const secondParse: Case = {
  name: 'a second reading of a 12 MP file, CPU added to the default variants',
  atMost: 0.05,
  async measure(runs) {
    const { bytes } = await phonePhoto(12, 'srgb');
    const file = readImageFile(bytes);
    const { all, parses } = await measure(
      {
        all: () => renderVariants(file, defaultRecipes),
        parses: async () => {
          for (let at = 0; at < repetitions; at++) readImageFile(bytes);
        },
      },
      runs,
    );
    const one = parses.cpu / repetitions;
    const detail = `${one.toFixed(2)} of ${all.cpu.toFixed(0)} ms CPU`;
    return { ratio: one / all.cpu, runs, detail };
  },
};
