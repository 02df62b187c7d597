import { ImageRejectedError } from '@image-pipeline/image-file';
import type { RenderLimits } from '../src/limits/render-limits.ts';
import type { Recipe } from '../src/recipes/recipe.ts';
import { renderVariants } from '../src/render-variants.ts';

/** Every way that leads to other native code: crops by content, frames, profiles, metadata and each encoder. */
const recipes: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 16, height: 16, gravity: 'attention', format: 'jpeg' },
  { name: 'small', fit: 'width', width: 24, metadata: 'copyright', sharpen: 0.5, format: 'webp' },
  { name: 'frame', fit: 'contain', width: 20, height: 20, format: 'png' },
  { name: 'wide', fit: 'inside', width: 18, height: 18, gamut: 'p3', format: 'avif' },
  { name: 'moving', fit: 'contain', width: 12, height: 12, format: 'webp', animated: true },
];

const credit = { creator: ['Jane Doe'], rights: 'Jane Doe' };

export const fuzzLimits = { maxPixels: 4_000_000, maxMilliseconds: 5_000 } satisfies Partial<RenderLimits>;

/** Time is up at the limit; what is left is for a process that other work keeps waiting. */
const graceMilliseconds = 1_000;

/**
 * Renders bytes of any kind, which must end in one of two ways and in time.
 * @returns `ready`, or the code of the rejection
 * @throws Error when they end otherwise: any other error, too late, or with a variant missing
 */
export const outcomeOf = async (
  bytes: Uint8Array,
  limits: Partial<RenderLimits> = fuzzLimits,
): Promise<string> => {
  const before = performance.now();
  const outcome = await render(bytes, limits);
  const taken = performance.now() - before;
  const budget = (limits.maxMilliseconds ?? 30_000) + graceMilliseconds;
  if (taken > budget) throw new Error(`${outcome} after ${taken.toFixed(0)} ms instead of ${budget}`);
  return outcome;
};

const render = async (bytes: Uint8Array, limits: Partial<RenderLimits>): Promise<string> => {
  try {
    const { variants } = await renderVariants(bytes, recipes, { ...limits, credit });
    if (variants.length !== recipes.length || variants.some(({ data }) => data.length === 0)) {
      throw new Error('a variant is missing');
    }
    return 'ready';
  } catch (error) {
    if (error instanceof ImageRejectedError) return error.code;
    throw error;
  }
};
