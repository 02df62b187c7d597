import { describePicture } from '../../src/description/describe-picture.ts';
import { withinDeadline } from '../../src/limits/deadline.ts';
import { defaultLimits } from '../../src/limits/render-limits.ts';
import { decodePicture } from '../../src/picture/decode-picture.ts';
import { scalePictures } from '../../src/picture/scaled-pictures.ts';
import { defaultRecipes } from '../../src/recipes/default-recipes.ts';
import { fileRecipesOf, parseRecipes } from '../../src/recipes/parse-recipes.ts';
import { renderVariants } from '../../src/render-variants.ts';
import { openImage } from '../../src/source/open-image.ts';
import { planVariants } from '../../src/variants/plan/plan-variants.ts';
import type { Case } from '../case.ts';
import { measure } from '../measure.ts';
import { phonePhoto } from '../photos.ts';

/** One description is too short to be timed alone. */
const repetitions = 20;

/** What the description costs, of all else that makes the default variants. */
export const description: Case = {
  name: 'description (colour, ThumbHash, perceptual hash, transparency), CPU added to the default variants',
  atMost: 0.05,
  async measure(runs) {
    const { bytes } = await phonePhoto(12, 'srgb');
    return withinDeadline(3_600_000, async (deadline) => {
      const image = await openImage(bytes, defaultLimits);
      const { decoded } = planVariants(
        image.header,
        fileRecipesOf(parseRecipes(defaultRecipes)),
        defaultLimits,
      );
      const { srgb } = await decodePicture(image, decoded, deadline);
      const describe = () => describePicture(scalePictures(srgb, [], deadline), image.header);
      const { all, descriptions } = await measure(
        {
          all: () => renderVariants(bytes, defaultRecipes),
          descriptions: async () => {
            for (let at = 0; at < repetitions; at++) await describe();
          },
        },
        runs,
      );
      const one = descriptions.cpu / repetitions;
      return {
        ratio: one / (all.cpu - one),
        runs,
        detail: `${one.toFixed(1)} of ${all.cpu.toFixed(0)} ms CPU`,
      };
    });
  },
};
