/**
 * What variants are made, as plain data. Free of sharp at run time: a program that only carries recipes,
 * such as an infrastructure program, loads no native code.
 */
import * as v from 'valibot';
import { ImageTransformError, RecipeError, type InvalidOption } from '../errors.ts';
import { finishingOptions, type Colour, type Finishing } from './common-options.ts';
import { fits, type FitOptions } from './fits/fit-table.ts';
import { formatSets, type FormatSet } from './formats/auto.ts';
import type { FileType } from './formats/format-rule.ts';
import { formats, type FormatOptions, type VariantFormat } from './formats/format-table.ts';
import {
  applyExclusions,
  isObject,
  nameForm,
  parseOptions,
  safeName,
  shown,
  type Entries,
  type Exclusions,
} from '../options/parse-options.ts';

export { ImageTransformError, RecipeError };
export type {
  Colour,
  FileType,
  Finishing,
  FitOptions,
  FormatOptions,
  FormatSet,
  InvalidOption,
  VariantFormat,
};

interface Named extends Finishing {
  /** Names the variant's file: 1 to 32 lower-case letters, digits and inner hyphens. Once for each format. */
  readonly name: string;
}

/** One variant: its name, how the picture comes into its box, and how it is encoded. Or a set of formats of it. */
export type Recipe = Named & FitOptions & (FormatOptions | FormatSet);

/** A recipe of exactly one file. */
export type FileRecipe = Named & FitOptions & FormatOptions;

/** What is made of a picture when nobody says otherwise. */
export const defaultRecipes: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' },
  { name: 'small', fit: 'width', width: 640, format: 'webp' },
  { name: 'medium', fit: 'width', width: 1280, format: 'webp' },
  { name: 'large', fit: 'width', width: 1920, format: 'webp' },
];

const fileType = ({ extension, contentType }: FileType): FileType => ({ extension, contentType });

/** Extension and content type of each format a variant can have. */
export const variantFileTypes: Readonly<Record<VariantFormat, FileType>> = {
  jpeg: fileType(formats.jpeg),
  png: fileType(formats.png),
  webp: fileType(formats.webp),
  avif: fileType(formats.avif),
};

/** Each variant is one more picture to encode, store and pay for. */
const maxVariants = 32;

/**
 * Reads a list of recipes from outside: a configuration file, an environment variable.
 * The result carries its format's quality and effort in full, leaves out what holds anyway, and parses to itself.
 * @param input 1 to 32 recipes, as parsed from JSON
 * @throws RecipeError naming the recipe, the option, what is expected and what came
 */
export const parseRecipes = (input: unknown): readonly Recipe[] => {
  if (!Array.isArray(input) || input.length < 1 || input.length > maxVariants) {
    const expected = `a list of 1 to ${maxVariants} recipes`;
    const received = Array.isArray(input) ? `a list of ${input.length}` : shown(input);
    throw new RecipeError({ option: 'recipes', expected, received });
  }
  const recipes = input.map((item: unknown, index) => parseRecipe(item, labelOf(item, index)));
  refuseTooManyFiles(recipes);
  refuseRepeatedFiles(recipes);
  return recipes;
};

/** The recipes of all files, in order: a set of formats becomes one recipe for each, with that format's defaults. */
export const recipesOfFiles = (recipes: readonly Recipe[]): readonly FileRecipe[] =>
  recipes.flatMap((recipe) =>
    formatsOf(recipe).map((format) => parseRecipe({ ...recipe, format }, shown(recipe.name)) as FileRecipe),
  );

const formatsOf = ({ format }: Recipe): readonly VariantFormat[] =>
  format === 'auto' ? formatSets[format] : [format];

const formatRules: Readonly<Record<Recipe['format'], { options: Entries; excludes?: Exclusions }>> = {
  ...formats,
  auto: { options: {} },
};

const parseRecipe = (input: unknown, recipe: string): Recipe => {
  if (!isObject(input)) {
    throw new RecipeError({ recipe, option: 'value', expected: 'an object', received: shown(input) });
  }
  const fit = choose(fits, 'fit', input, recipe);
  const format = choose(formatRules, 'format', input, recipe);
  const entries: Entries = {
    name: safeName(nameForm),
    fit: v.literal(fit),
    ...fits[fit].options,
    format: v.literal(format),
    ...formatRules[format].options,
    ...finishingOptions,
  };
  const exclusions: Exclusions = { ...fits[fit].excludes, ...formatRules[format].excludes };
  const allowed = applyExclusions(exclusions, entries, input);
  if ('invalid' in allowed) throw new RecipeError({ recipe, ...allowed.invalid });
  const result = parseOptions(allowed.entries, input);
  if ('invalid' in result) throw new RecipeError({ recipe, ...result.invalid });
  return result.output as Recipe;
};

/** The two options that decide which other options there are. */
const choose = <Table extends object>(
  table: Table,
  option: 'fit' | 'format',
  input: Readonly<Record<string, unknown>>,
  recipe: string,
): Extract<keyof Table, string> => {
  const chosen = input[option];
  if (typeof chosen === 'string' && Object.hasOwn(table, chosen))
    return chosen as Extract<keyof Table, string>;
  const expected = `one of ${Object.keys(table).join(', ')}`;
  throw new RecipeError({ recipe, option, expected, received: shown(chosen) });
};

const labelOf = (item: unknown, index: number): string =>
  isObject(item) && typeof item['name'] === 'string' ? shown(item['name']) : `#${index + 1}`;

const refuseTooManyFiles = (recipes: readonly Recipe[]): void => {
  const files = recipes.flatMap(formatsOf).length;
  if (files > maxVariants) {
    const expected = `at most ${maxVariants} variants, each format of a set counted`;
    throw new RecipeError({ option: 'recipes', expected, received: `a list that makes ${files}` });
  }
};

/** Name and extension are a variant's key: a second file of both would replace the first. */
const refuseRepeatedFiles = (recipes: readonly Recipe[]): void => {
  const seen = new Set<string>();
  for (const recipe of recipes) {
    for (const format of formatsOf(recipe)) {
      const file = `${recipe.name}.${formats[format].extension}`;
      if (seen.has(file)) {
        const received = `${shown(recipe.name)} twice as ${format}`;
        const expected = 'each name once for each format';
        throw new RecipeError({ recipe: shown(recipe.name), option: 'name', expected, received });
      }
      seen.add(file);
    }
  }
};
