/**
 * What variants are made, as plain data. Free of sharp at run time: a program that only carries recipes,
 * such as an infrastructure program, loads no native code.
 */
import * as v from 'valibot';
import { ImageTransformError, RecipeError, type InvalidOption } from './errors.ts';
import { fits, type FitOptions } from './fits/fits.ts';
import type { FileType } from './formats/format.ts';
import { formats, type FormatOptions, type VariantFormat } from './formats/formats.ts';
import { isObject, parseOptions, shown, type Entries } from './options.ts';

export { ImageTransformError, RecipeError };
export type { FileType, FitOptions, FormatOptions, InvalidOption, VariantFormat };

/** One variant: its name, how the picture comes into its box, and how it is encoded. */
export type Recipe = {
  /** Names the variant's file: 1 to 32 lower-case letters, digits and inner hyphens. Unique in its list. */
  readonly name: string;
} & FitOptions &
  FormatOptions;

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

/** Each recipe is one more picture to encode, store and pay for. */
const maxRecipes = 32;

/** A name becomes part of an object key and of a URL, so nothing in it ever needs escaping. */
const nameExpected = '1 to 32 lower-case letters, digits and inner hyphens';
const nameSchema = v.pipe(
  v.string(nameExpected),
  v.regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, nameExpected),
);

/**
 * Reads a list of recipes from outside: a configuration file, an environment variable.
 * The result carries every default in full and parses to itself.
 * @param input 1 to 32 recipes, as parsed from JSON
 * @throws RecipeError naming the recipe, the option, what is expected and what came
 */
export function parseRecipes(input: unknown): readonly Recipe[] {
  if (!Array.isArray(input) || input.length < 1 || input.length > maxRecipes) {
    const expected = `a list of 1 to ${maxRecipes} recipes`;
    const received = Array.isArray(input) ? `a list of ${input.length}` : shown(input);
    throw new RecipeError({ option: 'recipes', expected, received });
  }
  const recipes = input.map((item: unknown, index) => parseRecipe(item, labelOf(item, index)));
  refuseRepeatedNames(recipes);
  return recipes;
}

function parseRecipe(input: unknown, recipe: string): Recipe {
  if (!isObject(input)) {
    throw new RecipeError({ recipe, option: 'value', expected: 'an object', received: shown(input) });
  }
  const fit = choose(fits, 'fit', input, recipe);
  const format = choose(formats, 'format', input, recipe);
  const entries: Entries = {
    name: nameSchema,
    fit: v.literal(fit),
    ...fits[fit].options,
    format: v.literal(format),
    ...formats[format].options,
  };
  const result = parseOptions(entries, input);
  if ('invalid' in result) throw new RecipeError({ recipe, ...result.invalid });
  return result.output as Recipe;
}

/** The two options that decide which other options there are. */
function choose<Table extends object>(
  table: Table,
  option: 'fit' | 'format',
  input: Readonly<Record<string, unknown>>,
  recipe: string,
): Extract<keyof Table, string> {
  const chosen = input[option];
  if (typeof chosen === 'string' && Object.hasOwn(table, chosen))
    return chosen as Extract<keyof Table, string>;
  const expected = `one of ${Object.keys(table).join(', ')}`;
  throw new RecipeError({ recipe, option, expected, received: shown(chosen) });
}

const labelOf = (item: unknown, index: number): string =>
  isObject(item) && typeof item['name'] === 'string' ? shown(item['name']) : `#${index + 1}`;

function refuseRepeatedNames(recipes: readonly Recipe[]): void {
  const seen = new Set<string>();
  for (const { name } of recipes) {
    if (seen.has(name)) {
      const received = `${shown(name)} twice`;
      throw new RecipeError({ recipe: shown(name), option: 'name', expected: 'each name once', received });
    }
    seen.add(name);
  }
}
