import type { Sharp } from 'sharp';
import { shownSize } from '../geometry/placement.ts';
import { srgbProfile } from '../picture/colour/display-profiles.ts';
import { taggedPipelineFrom } from '../picture/colour/tagged-pipeline.ts';
import type { Deadline } from '../picture/pixels/deadline.ts';
import { pipelineFrom, type Picture, type Samples } from '../picture/pixels/picture.ts';
import { releaseBytes } from '../picture/pixels/release-bytes.ts';
import type { PicturesInGamuts } from '../picture/scaled-pictures.ts';
import type { FileRecipe } from '../recipes/recipe.ts';
import type { Playback } from '../source/playback.ts';
import type { Frames } from './animation/decode-frames.ts';
import { renderRoll } from './animation/render-frames.ts';
import { writeCredit, type Credit } from './credit.ts';
import { readWatermark, type PlacedWatermark, type WatermarkFiles } from './finish/draw-watermark.ts';
import { finishVariant } from './finish/finish-variant.ts';
import type { PlannedVariant } from './plan/planned-variant.ts';

/** What variants are made of beside their plan. */
export interface VariantMaterials {
  readonly pictures: PicturesInGamuts;
  /** Of an animation, where a variant plays it. */
  readonly frames?: Frames;
  readonly credit: Credit;
  readonly watermarks: WatermarkFiles;
}

/** @param encode makes a file of the finished picture, or of the roll of frames that is played so */
export const encodeVariant = async (
  materials: VariantMaterials,
  variant: PlannedVariant,
  encode: (finished: Sharp, playback?: Playback) => Sharp,
  deadline: Deadline,
): Promise<Buffer> => {
  const { frames, credit } = materials;
  const toFile = (pipeline: Sharp, playback?: Playback) =>
    deadline.run((seconds) => encode(pipeline, playback).timeout({ seconds }).toBuffer());

  if (frames === undefined || variant.frames === 1) {
    const { srgb, p3 = srgb } = materials.pictures;
    const picture = await (variant.recipe.gamut === 'p3' ? p3 : srgb).at(variant.placement.scaled);
    const mark = await markFor(variant, materials, picture.profile !== undefined, deadline);
    return toFile(finishVariant(startFrom(picture, variant.recipe, credit), variant, { picture, mark }));
  }
  const roll = await renderRoll(
    frames,
    variant,
    await markFor(variant, materials, false, deadline),
    deadline,
  );
  const data = await toFile(startRoll(roll, frames.count, variant.recipe, credit), frames);
  releaseBytes(roll.pixels);
  return data;
};

const markFor = async (
  { recipe, placement }: PlannedVariant,
  { watermarks }: VariantMaterials,
  isWide: boolean,
  deadline: Deadline,
): Promise<PlacedWatermark | undefined> => {
  if (recipe.watermark === undefined) return undefined;
  return readWatermark(watermarks, recipe.watermark, shownSize(placement), isWide, deadline);
};

/** Where the variant has a profile or a credit, it is there from the start. */
const startFrom = (picture: Picture, { metadata }: FileRecipe, credit: Credit): Sharp => {
  if (metadata !== 'copyright') return taggedPipelineFrom(picture);
  return writeCredit(taggedPipelineFrom({ profile: srgbProfile(), ...picture }), credit);
};

/** Animations are sRGB and have no profile: no container that libvips reads holds frames, pixels as they are and both. */
const startRoll = (frame: Samples, count: number, { metadata }: FileRecipe, credit: Credit): Sharp => {
  const pipeline = pipelineFrom({ ...frame, height: frame.height * count }, frame.height);
  return metadata === 'copyright' ? writeCredit(pipeline, credit) : pipeline;
};
