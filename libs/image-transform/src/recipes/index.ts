/**
 * What variants are made, as plain data. Free of sharp at run time: a program that only carries recipes,
 * such as an infrastructure program, loads no native code.
 */
export { ImageTransformError, RecipeError } from '../errors.ts';
export type { InvalidOption } from '../errors.ts';
export type { Colour, Finishing } from './common-options.ts';
export { defaultRecipes } from './default-recipes.ts';
export type { FitOptions } from './fits/fit-table.ts';
export type { FormatSet } from './formats/auto.ts';
export type { FileType } from './formats/format-rule.ts';
export { variantFileTypes } from './formats/format-table.ts';
export type { FormatOptions, VariantFormat } from './formats/format-table.ts';
export { parseRecipes } from './parse-recipes.ts';
export type { ParsedRecipes, Recipe } from './recipe.ts';
