import { ImageRejectedError } from '@image-pipeline/image-file';
import type { Recipe } from '../src/recipes/recipe.ts';
import { renderVariants } from '../src/render-variants.ts';
import { sharp } from '../src/source/libvips.ts';
import { fuzzLimits } from './outcome.ts';

/** All of a picture, without a loss, and all frames of an animation. */
const recipes: readonly Recipe[] = [
  { name: 'whole', fit: 'inside', width: 4000, height: 4000, format: 'png' },
  {
    name: 'moving',
    fit: 'inside',
    width: 4000,
    height: 4000,
    format: 'webp',
    lossless: true,
    animated: true,
  },
];

/** Samples of each variant, with alpha. */
type Shown = readonly Buffer[];

/** What is to be seen of a file, at its full size. @throws ImageRejectedError */
export const shownBy = async (bytes: Uint8Array): Promise<Shown> => {
  const { variants } = await renderVariants(bytes, recipes, fuzzLimits);
  return Promise.all(
    variants.map(({ data }) =>
      sharp(data, { pages: -1 }).toColourspace('srgb').ensureAlpha().raw().toBuffer(),
    ),
  );
};

/** The finest bits of a progressive JPEG stand bare in the file: zeros among them darken a few blocks by less, of 255. */
const mostUnseen = 8;

/**
 * How a file ends that was damaged.
 * @param whole what was to be seen of it before
 * @returns the code of its rejection, `as before`, or `otherwise` when it is ready and shows something else
 */
export const damagedOutcome = async (bytes: Uint8Array, whole: Shown): Promise<string> => {
  try {
    const shown = await shownBy(bytes);
    return shown.every((samples, at) => areAlike(samples, whole[at])) ? 'as before' : 'otherwise';
  } catch (error) {
    if (error instanceof ImageRejectedError) return error.code;
    throw error;
  }
};

const areAlike = (samples: Buffer, before: Buffer | undefined): boolean =>
  samples.length === before?.length &&
  (samples.equals(before) || samples.every((value, at) => Math.abs(value - (before[at] ?? 0)) <= mostUnseen));
