import type { Sharp } from 'sharp';
import type { Deadline } from './deadline.ts';
import type { FileType, FormatRule } from './formats/format.ts';
import { formats, type FormatOptions, type VariantFormat } from './formats/formats.ts';
import type { Size } from './geometry.ts';
import { pipelineFrom, scaleTo, type Picture } from './picture.ts';
import type { PlannedVariant } from './plan-variants.ts';
import type { Recipe } from './recipes.ts';

export interface RenderedVariant extends FileType, Size {
  /** The recipe's. */
  readonly name: string;
  readonly format: VariantFormat;
  /** The encoded file: sRGB, without EXIF, XMP, IPTC or location. */
  readonly data: Uint8Array;
}

/** Scales, cuts and encodes one variant of the decoded picture. */
export async function encodeVariant(
  picture: Picture,
  { recipe, placement }: PlannedVariant,
  deadline: Deadline,
): Promise<RenderedVariant> {
  const scaled = scaleTo(pipelineFrom(picture), placement.scaled);
  const cut = placement.crop === undefined ? scaled : scaled.extract(placement.crop);
  const { data, info } = await deadline.run((seconds) =>
    encode(cut, recipe).timeout({ seconds }).toBuffer({ resolveWithObject: true }),
  );
  const { extension, contentType } = formats[recipe.format];
  const { width, height } = info;
  return { name: recipe.name, format: recipe.format, extension, contentType, width, height, data };
}

function encode(pipeline: Sharp, recipe: Recipe): Sharp {
  const rule = formats[recipe.format] as FormatRule<FormatOptions>;
  const opaque = rule.hasAlpha ? pipeline : pipeline.flatten({ background: 'white' });
  return rule.encode(opaque, recipe as Required<Recipe>);
}
