import type { VariantFormat } from './format-table.ts';

/** One recipe, several files of one name: a page offers them all, and each browser takes the first it can show. */
export interface FormatSet {
  /** `auto`: AVIF, WebP and JPEG, each with its format's defaults. */
  readonly format: 'auto';
}

/** Smallest files first. */
export const formatSets: Readonly<Record<FormatSet['format'], readonly VariantFormat[]>> = {
  auto: ['avif', 'webp', 'jpeg'],
};
