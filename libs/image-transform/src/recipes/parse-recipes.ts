import { isObject, shown } from '@image-pipeline/errors';
import * as v from 'valibot';
import { RecipeError } from '../errors.ts';
import { nameForm, safeName } from '../options/option-schemas.ts';
import { applyExclusions, parseOptions, type Entries, type Exclusions } from '../options/parse-options.ts';
import { finishingOptions } from './common-options.ts';
import { fits } from './fits/fit-table.ts';
import { formatSets } from './formats/auto.ts';
import { formats, type VariantFormat } from './formats/format-table.ts';
import type { FileRecipe, ParsedRecipes, Recipe } from './recipe.ts';

/** Each variant is one more picture to encode, store and pay for. */
const maxVariants = 32;

/**
 * Reads a list of recipes from outside: a configuration file, an environment variable.
 * The result carries its format's quality and effort in full, leaves out what holds anyway, and parses to itself.
 * @param input 1 to 32 recipes, as parsed from JSON
 * @throws RecipeError naming the recipe, the option, what is expected and what came
 */
export const parseRecipes = (input: unknown): ParsedRecipes => {
  if (!Array.isArray(input) || input.length < 1 || input.length > maxVariants) {
    const expected = `a list of 1 to ${maxVariants} recipes`;
    const received = Array.isArray(input) ? `a list of ${input.length}` : shown(input);
    throw new RecipeError({ option: 'recipes', expected, received });
  }
  const recipes = input.map((item: unknown, index) => parseRecipe(item, labelOf(item, index)));
  refuseTooManyFiles(recipes);
  refuseRepeatedFiles(recipes);
  return recipes as unknown as ParsedRecipes;
};

/** The recipes of all files, in order: a set of formats becomes one recipe for each, with that format's defaults. */
export const fileRecipesOf = (recipes: ParsedRecipes): readonly FileRecipe[] =>
  recipes.flatMap((recipe) =>
    recipe.format === 'auto'
      ? formatsOf(recipe).map(
          (format) => parseRecipe({ ...recipe, format }, shown(recipe.name)) as FileRecipe,
        )
      : recipe,
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
