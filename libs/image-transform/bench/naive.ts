import sharp, { type Sharp } from 'sharp';
import type { Recipe } from '../src/index.ts';

/** What most code does: one sharp pipeline for each variant, all at once, with sharp's defaults. */
export const renderNaively = (bytes: Uint8Array, recipes: readonly Recipe[]) =>
  Promise.all(
    recipes.map(async (recipe) => {
      const { data, info } = await resize(sharp(bytes).autoOrient(), recipe)
        .toFormat(recipe.format)
        .toBuffer({ resolveWithObject: true });
      return { name: recipe.name, width: info.width, height: info.height, data };
    }),
  );

function resize(pipeline: Sharp, recipe: Recipe): Sharp {
  const withoutEnlargement = true;
  switch (recipe.fit) {
    case 'width':
      return pipeline.resize({ width: recipe.width, withoutEnlargement });
    default:
      return pipeline.resize({
        width: recipe.width,
        height: recipe.height,
        fit: recipe.fit,
        withoutEnlargement,
      });
  }
}
