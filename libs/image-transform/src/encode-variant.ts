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
  /** The encoded file: sRGB, without EXIF, XMP, IPTC or location. Variants that look the same share one array. */
  readonly data: Uint8Array;
}

type Encoding = Omit<RenderedVariant, 'name'>;

/**
 * Scales, cuts and encodes the variants of the decoded picture, in their order.
 * Of a small upload several variants come out alike, and encoding is most of the work: each is encoded once.
 */
export function encodeVariants(
  picture: Picture,
  variants: readonly PlannedVariant[],
  deadline: Deadline,
): Promise<RenderedVariant[]> {
  const encodings = new Map<string, Promise<Encoding>>();
  return Promise.all(
    variants.map(async (variant) => {
      const key = appearance(variant);
      const encoding = encodings.get(key) ?? encodeVariant(picture, variant, deadline);
      encodings.set(key, encoding);
      return { name: variant.recipe.name, ...(await encoding) };
    }),
  );
}

/** What decides a variant's bytes: the placement stands for the fit that led to it. */
function appearance({ recipe, placement }: PlannedVariant): string {
  const options = Object.keys(formats[recipe.format].options) as (keyof Recipe)[];
  return JSON.stringify([placement, recipe.format, options.map((option) => recipe[option])]);
}

async function encodeVariant(
  picture: Picture,
  { recipe, placement }: PlannedVariant,
  deadline: Deadline,
): Promise<Encoding> {
  const scaled = scaleTo(pipelineFrom(picture), placement.scaled);
  const cut = placement.crop === undefined ? scaled : scaled.extract(placement.crop);
  const { data, info } = await deadline.run((seconds) =>
    encode(cut, recipe).timeout({ seconds }).toBuffer({ resolveWithObject: true }),
  );
  const { extension, contentType } = formats[recipe.format];
  return { format: recipe.format, extension, contentType, width: info.width, height: info.height, data };
}

function encode(pipeline: Sharp, recipe: Recipe): Sharp {
  const rule = formats[recipe.format] as FormatRule<FormatOptions>;
  const opaque = rule.hasAlpha ? pipeline : pipeline.flatten({ background: 'white' });
  return rule.encode(opaque, recipe as Required<Recipe>);
}
