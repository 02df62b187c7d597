import { avif, type Avif } from './avif.ts';
import type { FileType, FormatRule } from './format-rule.ts';
import { jpeg, type Jpeg } from './jpeg.ts';
import { png, type Png } from './png.ts';
import { webp, type Webp } from './webp.ts';

/** To add a format: write its file beside these, then name it in both lists here. */
export type FormatOptions = Jpeg | Png | Webp | Avif;

export type VariantFormat = FormatOptions['format'];

export const formats: { readonly [F in VariantFormat]: FormatRule<Extract<FormatOptions, { format: F }>> } = {
  jpeg,
  png,
  webp,
  avif,
};

/** What a format does, for a recipe of any format. */
export const ruleOf = ({ format }: FormatOptions): FormatRule<FormatOptions> =>
  formats[format] as FormatRule<FormatOptions>;

/** What encoding so many pixels takes, in milliseconds of one vCPU, about; 0 where it is too little to count. */
export const encodingCost = (recipe: FormatOptions, pixels: number): number =>
  ruleOf(recipe).cost?.(recipe, pixels) ?? 0;

const fileType = ({ extension, contentType }: FileType): FileType => ({ extension, contentType });

/** Extension and content type of each format a variant can have. */
export const variantFileTypes: Readonly<Record<VariantFormat, FileType>> = {
  jpeg: fileType(formats.jpeg),
  png: fileType(formats.png),
  webp: fileType(formats.webp),
  avif: fileType(formats.avif),
};
