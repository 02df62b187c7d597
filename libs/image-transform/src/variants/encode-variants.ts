import { shownSize } from '../geometry/placement.ts';
import { areaOf, type Size } from '../geometry/size.ts';
import type { Deadline } from '../limits/deadline.ts';
import { finishingOptions } from '../recipes/common-options.ts';
import type { FileType } from '../recipes/formats/format-rule.ts';
import { ruleOf, type VariantFormat } from '../recipes/formats/format-table.ts';
import type { FileRecipe } from '../recipes/recipe.ts';
import { encodeFile, type VariantMaterials } from './encode-file.ts';
import { createPixelGate } from './pixel-gate.ts';
import type { PlannedVariant } from './plan/planned-or-skipped.ts';

export interface RenderedVariant extends FileType, Size {
  /** The recipe's. */
  readonly name: string;
  readonly format: VariantFormat;
  /** How many frames it plays; 1 for a still picture. Frames that look the same may be stored as one. */
  readonly frames: number;
  /**
   * The encoded file: without EXIF, XMP, IPTC or location, but for what its recipe keeps. Variants that look the same
   * share one array.
   */
  readonly data: Uint8Array;
}

type Encoding = Omit<RenderedVariant, 'name'>;

/**
 * 4 million pixels: while libvips and an encoder work on them, each takes about 10 bytes. The largest default variant
 * has 4.9 and is encoded alone, the other three side by side. On a function of one vCPU that takes no longer.
 */
const pixelsAtOnce = 4_000_000;

/**
 * Cuts, finishes and encodes the variants; the result has their order, the work begins with the largest.
 * Of a small upload several variants come out alike, and encoding is most of the work: each is encoded once.
 */
export const encodeVariants = async (
  materials: VariantMaterials,
  variants: readonly PlannedVariant[],
  deadline: Deadline,
): Promise<RenderedVariant[]> => {
  const distinct = new Map(variants.map((variant) => [appearance(variant), variant]));
  const fromLargest = [...distinct].sort(([, a], [, b]) => pixelsOf(b) - pixelsOf(a));
  const gate = createPixelGate(pixelsAtOnce);
  const encodings = await Promise.all(
    fromLargest.map(async ([key, variant]) => {
      const encode = () => encodingOf(materials, variant, deadline);
      return [key, await gate.pass(pixelsOf(variant), encode)] as const;
    }),
  );
  const byAppearance = new Map(encodings);
  return variants.flatMap((variant) => {
    const encoding = byAppearance.get(appearance(variant));
    return encoding === undefined ? [] : [{ name: variant.recipe.name, ...encoding }];
  });
};

/** Of all its frames, before they are cut or when they are framed: a `contain` can be the larger by far. */
const pixelsOf = ({ placement, frames }: PlannedVariant): number =>
  Math.max(areaOf(placement.scaled), areaOf(shownSize(placement))) * frames;

/**
 * What decides a variant's bytes: the placement stands for the fit that led to it, and the number of frames for
 * `animated`, which changes nothing of a still picture.
 */
const appearance = ({ recipe, placement, reduced, frames }: PlannedVariant): string => {
  const options = [...Object.keys(ruleOf(recipe).options), ...Object.keys(finishingOptions)];
  const values = options
    .filter((option) => option !== 'animated')
    .map((option) => recipe[option as keyof FileRecipe]);
  return JSON.stringify([placement, reduced, frames, recipe.format, values]);
};

const encodingOf = async (
  materials: VariantMaterials,
  variant: PlannedVariant,
  deadline: Deadline,
): Promise<Encoding> => {
  const { recipe, placement, frames } = variant;
  const { extension, contentType } = ruleOf(recipe);
  const data = await encodeFile(materials, variant, deadline);
  return { format: recipe.format, extension, contentType, ...shownSize(placement), frames, data };
};
