import { avif, type Avif } from './avif.ts';
import type { FormatRule } from './format.ts';
import { jpeg, type Jpeg } from './jpeg.ts';
import { png, type Png } from './png.ts';
import { webp, type Webp } from './webp.ts';

/** To add a format: write its file beside these, then name it in both lists here. */
export type FormatOptions = Jpeg | Png | Webp | Avif;

export type VariantFormat = FormatOptions['format'];

export const formats: { readonly [O in FormatOptions as O['format']]: FormatRule<O> } = {
  jpeg,
  png,
  webp,
  avif,
};
