import type { Sharp } from 'sharp';
import { shownSize } from '../geometry/placement.ts';
import type { Deadline } from '../limits/deadline.ts';
import { srgbProfile } from '../picture/colour/display-profiles.ts';
import { taggedPipelineFrom } from '../picture/colour/tagged-pipeline.ts';
import { pipelineFromRoll, type FrameRoll } from '../picture/pixels/frame-roll.ts';
import { release, type Picture } from '../picture/pixels/picture.ts';
import type { PicturesInGamuts } from '../picture/scaled-pictures.ts';
import { ruleOf } from '../recipes/formats/format-table.ts';
import type { FileRecipe } from '../recipes/recipe.ts';
import type { Playback } from '../source/playback.ts';
import type { Animation } from './animation/decode-frames.ts';
import { renderFrames } from './animation/render-frames.ts';
import { writeCredit, type Credit } from './credit.ts';
import { finishVariant } from './finish/finish-variant.ts';
import type { PlacedWatermark, Watermarks } from './finish/watermarks.ts';
import type { PlannedVariant } from './plan/planned-or-skipped.ts';

/** What variants are made of beside their plan. */
export interface VariantMaterials {
  readonly pictures: PicturesInGamuts;
  /** Where a variant plays it. */
  readonly animation?: Animation | undefined;
  readonly credit: Credit;
  readonly watermarks: Watermarks;
}

/**
 * Finishes one variant and encodes it.
 * @throws WatermarkError when its watermark cannot be read
 */
export const encodeFile = async (
  materials: VariantMaterials,
  variant: PlannedVariant,
  deadline: Deadline,
): Promise<Buffer> => {
  const { pictures, animation, credit } = materials;
  const { recipe, placement } = variant;
  const toFile = (finished: Sharp, playback?: Playback): Promise<Buffer> =>
    deadline.run((seconds) =>
      ruleOf(recipe).encode(finished, recipe, playback).timeout({ seconds }).toBuffer(),
    );

  if (animation === undefined || variant.frames === 1) {
    const { srgb, p3 = srgb } = pictures;
    const picture = await (recipe.gamut === 'p3' ? p3 : srgb).at(placement.scaled);
    const mark = await markOn(variant, materials, picture.profile !== undefined, deadline);
    return toFile(finishVariant(startFrom(picture, recipe, credit), variant, { picture, mark }));
  }
  const mark = await markOn(variant, materials, false, deadline);
  const roll = await renderFrames(animation, variant, mark, deadline);
  const data = await toFile(startFromRoll(roll, recipe, credit), animation.playback);
  release(roll);
  return data;
};

const markOn = async (
  { recipe, placement }: PlannedVariant,
  { watermarks }: VariantMaterials,
  isWide: boolean,
  deadline: Deadline,
): Promise<PlacedWatermark | undefined> => {
  const { watermark } = recipe;
  return watermark && deadline.run(() => watermarks.placedOn(shownSize(placement), watermark, isWide));
};

/** Where the variant has a profile or a credit, it is there from the start. */
const startFrom = (picture: Picture, { metadata }: FileRecipe, credit: Credit): Sharp =>
  metadata === 'copyright'
    ? writeCredit(taggedPipelineFrom({ profile: srgbProfile(), ...picture }), credit)
    : taggedPipelineFrom(picture);

/** Animations are sRGB and have no profile: no container that libvips reads holds frames, pixels as they are and both. */
const startFromRoll = (roll: FrameRoll, { metadata }: FileRecipe, credit: Credit): Sharp =>
  metadata === 'copyright' ? writeCredit(pipelineFromRoll(roll), credit) : pipelineFromRoll(roll);
