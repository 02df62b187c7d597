import type { Finishing } from './common-options.ts';
import type { FitOptions } from './fits/fit-table.ts';
import type { FormatSet } from './formats/auto.ts';
import type { FormatOptions } from './formats/format-table.ts';

interface Named extends Finishing {
  /** Names the variant's file: 1 to 32 lower-case letters, digits and inner hyphens. Once for each format. */
  readonly name: string;
}

/** One variant: its name, how the picture comes into its box, and how it is encoded. Or a set of formats of it. */
export type Recipe = Named & FitOptions & (FormatOptions | FormatSet);

declare const parsed: unique symbol;

/**
 * Recipes that `parseRecipes` has checked and filled in. Only it makes them, so who has them need not parse them
 * again. They are plain data all the same, and can be written as JSON.
 */
export type ParsedRecipes = readonly Recipe[] & { readonly [parsed]: true };

/** A recipe of exactly one file. */
export type FileRecipe = Named & FitOptions & FormatOptions;
