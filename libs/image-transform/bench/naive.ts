import sharp, { type Sharp } from 'sharp';
import { ruleOf } from '../src/recipes/formats/format-table.ts';
import { fileRecipesOf, parseRecipes } from '../src/recipes/parse-recipes.ts';
import type { FileRecipe, Recipe } from '../src/recipes/recipe.ts';

type Encoding = Readonly<Record<string, number>>;

/**
 * What most code does: one sharp pipeline for each variant, all at once. Quality and effort are the recipe's, so
 * that the encoders do the same work; everything else is as sharp has it.
 */
export const renderNaively = (bytes: Uint8Array, recipes: readonly Recipe[]) =>
  render(bytes, parseRecipes(recipes), ownEncoding);

const ownEncoding = (recipe: Recipe): Encoding => ({
  ...('quality' in recipe && recipe.quality !== undefined && { quality: recipe.quality }),
  ...('effort' in recipe && recipe.effort !== undefined && { effort: recipe.effort }),
});

/** The same by somebody who leaves quality and effort to sharp. */
export const renderWithDefaults = (bytes: Uint8Array, recipes: readonly Recipe[]) =>
  render(bytes, recipes, () => ({}));

/** Encodes a finished picture as a recipe asks. */
type Encoder = (picture: Sharp, recipe: FileRecipe) => Sharp;

/** With the recipe's quality and effort, and everything else as sharp has it. */
export const asSharpEncodes: Encoder = (picture, recipe) =>
  encode(picture, recipe.format, ownEncoding(recipe));

/** With all settings that its variants have. */
export const asVariantsAreEncoded: Encoder = (picture, recipe) => ruleOf(recipe).encode(picture, recipe);

/** The part that no decoder gets around: encoding pictures that are there already, at their sizes. */
export const encodersAlone = async (
  bytes: Uint8Array,
  recipes: readonly Recipe[],
  encoder = asSharpEncodes,
): Promise<() => Promise<unknown>> => {
  const pictures = await Promise.all(
    fileRecipesOf(parseRecipes(recipes)).map(async (recipe) => {
      const pipeline = resize(sharp(bytes).autoOrient(), recipe).raw();
      const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
      return { recipe, data, raw: { width: info.width, height: info.height, channels: info.channels } };
    }),
  );
  return () =>
    Promise.all(pictures.map(({ recipe, data, raw }) => encoder(sharp(data, { raw }), recipe).toBuffer()));
};

const render = (bytes: Uint8Array, recipes: readonly Recipe[], encodingOf: (recipe: Recipe) => Encoding) =>
  Promise.all(
    recipes.map(async (recipe) => {
      const { data, info } = await encode(
        resize(sharp(bytes).autoOrient(), recipe),
        recipe.format,
        encodingOf(recipe),
      ).toBuffer({ resolveWithObject: true });
      return { name: recipe.name, width: info.width, height: info.height, data };
    }),
  );

const resize = (pipeline: Sharp, recipe: Recipe): Sharp => {
  const withoutEnlargement = true;
  switch (recipe.fit) {
    case 'width':
      return pipeline.resize({ width: recipe.width, withoutEnlargement });
    case 'cover':
      return pipeline.resize({
        width: recipe.width,
        height: recipe.height,
        fit: 'cover',
        withoutEnlargement,
      });
    default:
      throw new Error(`nothing to compare with ${recipe.fit}`);
  }
};

const encode = (pipeline: Sharp, format: Recipe['format'], encoding: Encoding): Sharp => {
  switch (format) {
    case 'jpeg':
    case 'webp':
      return pipeline.toFormat(format, encoding);
    default:
      throw new Error(`nothing to compare with ${format}`);
  }
};
