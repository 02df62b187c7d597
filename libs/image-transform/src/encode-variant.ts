import type { Sharp } from 'sharp';
import { displayP3Value } from './colour/display-p3-value.ts';
import { srgbProfile } from './colour/display-profiles.ts';
import { taggedPipelineFrom } from './colour/tagged-pipeline.ts';
import { writeCredit, type Credit } from './credit.ts';
import type { Deadline } from './deadline.ts';
import { finishingOptions } from './finishing.ts';
import type { FileType, FormatRule } from './formats/format.ts';
import { formats, type FormatOptions, type VariantFormat } from './formats/formats.ts';
import { shownSize, type Placement, type Size } from './geometry.ts';
import type { Picture } from './picture.ts';
import { createPixelGate } from './pixel-gate.ts';
import type { PlannedVariant } from './plan-variants.ts';
import type { FileRecipe } from './recipes.ts';
import type { PicturesInGamuts } from './scaled-pictures.ts';
import { layOver } from './watermark/lay-over.ts';
import { readWatermark, type WatermarkFiles } from './watermark/watermarks.ts';

export interface RenderedVariant extends FileType, Size {
  /** The recipe's. */
  readonly name: string;
  readonly format: VariantFormat;
  /** The encoded file: without EXIF, XMP, IPTC or location, but for what its recipe keeps. Those that look the same share one array. */
  readonly data: Uint8Array;
}

/** What variants are made of beside their plan. */
export interface VariantMaterials {
  readonly pictures: PicturesInGamuts;
  readonly credit: Credit;
  readonly watermarks: WatermarkFiles;
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
export async function encodeVariants(
  materials: VariantMaterials,
  variants: readonly PlannedVariant[],
  deadline: Deadline,
): Promise<RenderedVariant[]> {
  const distinct = new Map(variants.map((variant) => [appearance(variant), variant]));
  const fromLargest = [...distinct].sort(([, a], [, b]) => pixelsOf(b) - pixelsOf(a));
  const gate = createPixelGate(pixelsAtOnce);
  const encodings = await Promise.all(
    fromLargest.map(async ([key, variant]) => {
      const encode = () => encodeVariant(materials, variant, deadline);
      return [key, await gate.pass(pixelsOf(variant), encode)] as const;
    }),
  );
  const byAppearance = new Map(encodings);
  return variants.flatMap((variant) => {
    const encoding = byAppearance.get(appearance(variant));
    return encoding === undefined ? [] : [{ name: variant.recipe.name, ...encoding }];
  });
}

const pixelsOf = ({ placement: { scaled } }: PlannedVariant): number => scaled.width * scaled.height;

/** What decides a variant's bytes: the placement stands for the fit that led to it. */
function appearance({ recipe, placement, reduced }: PlannedVariant): string {
  const options = [...Object.keys(formats[recipe.format].options), ...Object.keys(finishingOptions)];
  const values = options.map((option) => recipe[option as keyof FileRecipe]);
  return JSON.stringify([placement, reduced, recipe.format, values]);
}

async function encodeVariant(
  { pictures, credit, watermarks }: VariantMaterials,
  variant: PlannedVariant,
  deadline: Deadline,
): Promise<Encoding> {
  const { recipe, placement } = variant;
  const rule = formats[recipe.format] as FormatRule<FormatOptions>;
  const { srgb, p3 = srgb } = pictures;
  const picture = await (recipe.gamut === 'p3' ? p3 : srgb).at(placement.scaled);
  const isWide = picture.profile !== undefined;
  const mark =
    recipe.watermark &&
    (await readWatermark(watermarks, recipe.watermark, shownSize(placement), isWide, deadline));
  const finished = finish(cropped(startFrom(picture, recipe, credit), placement), variant, picture);
  const marked = mark === undefined ? finished : layOver(finished, mark, isOpaque(variant, picture));
  const { data, info } = await deadline.run((seconds) =>
    rule.encode(marked, recipe).timeout({ seconds }).toBuffer({ resolveWithObject: true }),
  );
  const { extension, contentType } = rule;
  return { format: recipe.format, extension, contentType, width: info.width, height: info.height, data };
}

/** Where the variant has a profile or a credit, it is there from the start. */
function startFrom(picture: Picture, { metadata }: FileRecipe, credit: Credit): Sharp {
  if (metadata !== 'copyright') return taggedPipelineFrom(picture);
  return writeCredit(taggedPipelineFrom({ profile: srgbProfile(), ...picture }), credit);
}

function cropped(pipeline: Sharp, { crop }: Placement): Sharp {
  if (crop === undefined) return pipeline;
  if (!('seek' in crop)) return pipeline.extract(crop);
  const { width, height, seek } = crop;
  return pipeline.resize({ width, height, fit: 'cover', position: seek });
}

const transparent = { r: 0, g: 0, b: 0, alpha: 0 };

const backgroundOf = ({ background, format }: FileRecipe): string | undefined =>
  background ?? (formats[format].hasAlpha ? undefined : '#ffffff');

/** sharp has an order of its own: transparency is filled first, then comes the margin. */
function finish(
  pipeline: Sharp,
  { recipe, placement, reduced }: PlannedVariant,
  { profile }: Picture,
): Sharp {
  const { sharpen } = recipe;
  const colour = backgroundOf(recipe);
  const background = colour !== undefined && profile ? displayP3Value(colour) : colour;
  if (background !== undefined) pipeline.flatten({ background });
  if (placement.margin) pipeline.extend({ ...placement.margin, background: background ?? transparent });
  if (sharpen !== undefined && reduced) pipeline.sharpen({ sigma: sharpen });
  return pipeline;
}

/** Nothing shines through the finished variant, so that no alpha channel need be encoded. */
const isOpaque = ({ recipe, placement }: PlannedVariant, { channels }: Picture): boolean =>
  backgroundOf(recipe) !== undefined || (channels === 3 && placement.margin === undefined);
