import type { Sharp } from 'sharp';
import type { Placement } from '../../geometry/placement.ts';
import { displayP3Value } from '../../picture/colour/display-p3-value.ts';
import type { Picture } from '../../picture/pixels/picture.ts';
import { ruleOf } from '../../recipes/formats/format-table.ts';
import type { FileRecipe } from '../../recipes/recipe.ts';
import type { PlannedVariant } from '../plan/planned-or-skipped.ts';
import { layOver } from './lay-over-watermark.ts';
import type { PlacedWatermark } from './watermarks.ts';

/** What a variant is made from: the picture at the variant's scale, and what is laid over it. */
export interface VariantParts {
  readonly picture: Picture;
  readonly mark: PlacedWatermark | undefined;
}

/**
 * Makes of the scaled picture what the recipe shows: cut, framed, sharpened, marked.
 * @param start a pipeline from the picture
 */
export const finishVariant = (
  start: Sharp,
  variant: PlannedVariant,
  { picture, mark }: VariantParts,
): Sharp => {
  const finished = finish(cropped(start, variant.placement), variant, picture);
  return mark === undefined ? finished : layOver(finished, mark, isOpaque(variant, picture));
};

const cropped = (pipeline: Sharp, { crop }: Placement): Sharp => {
  if (crop === undefined) return pipeline;
  if (!('seek' in crop)) return pipeline.extract(crop);
  const { width, height, seek } = crop;
  return pipeline.resize({ width, height, fit: 'cover', position: seek });
};

const transparent = { r: 0, g: 0, b: 0, alpha: 0 };

const backgroundOf = (recipe: FileRecipe): string | undefined =>
  recipe.background ?? (ruleOf(recipe).hasAlpha ? undefined : '#ffffff');

/** sharp has an order of its own: transparency is filled first, then comes the margin. */
const finish = (
  pipeline: Sharp,
  { recipe, placement, reduced }: PlannedVariant,
  { profile }: Picture,
): Sharp => {
  const { sharpen } = recipe;
  const colour = backgroundOf(recipe);
  const background = colour !== undefined && profile ? displayP3Value(colour) : colour;
  if (background !== undefined) pipeline.flatten({ background });
  if (placement.margin) pipeline.extend({ ...placement.margin, background: background ?? transparent });
  if (sharpen !== undefined && reduced) pipeline.sharpen({ sigma: sharpen });
  return pipeline;
};

/** Nothing shines through the finished variant, so that no alpha channel need be encoded. */
const isOpaque = ({ recipe, placement }: PlannedVariant, { channels }: Picture): boolean =>
  backgroundOf(recipe) !== undefined || (channels === 3 && placement.margin === undefined);
