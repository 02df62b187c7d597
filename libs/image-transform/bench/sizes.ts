import type { Size } from '../src/geometry/size.ts';
import type { Recipe } from '../src/recipes/recipe.ts';

export const fourJpegs: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' },
  { name: 'small', fit: 'width', width: 640, format: 'jpeg' },
  { name: 'medium', fit: 'width', width: 1280, format: 'jpeg' },
  { name: 'large', fit: 'width', width: 1920, format: 'jpeg' },
];

/** Whoever makes other sizes does other work, and a pipeline that turns too late looks fast. */
export const requireSizes = (
  way: string,
  photo: Size,
  recipes: readonly Recipe[],
  made: readonly (Size & { readonly name: string })[],
): void => {
  const list = (sizes: typeof made) =>
    sizes.map(({ name, width, height }) => `${name} ${width}x${height}`).join(', ');
  const expected = list(recipes.map((recipe) => ({ name: recipe.name, ...sizeOf(recipe, photo) })));
  if (list(made) !== expected) throw new Error(`${way} made ${list(made)} instead of ${expected}`);
};

const sizeOf = (recipe: Recipe, { width, height }: Size): Size => {
  switch (recipe.fit) {
    case 'width':
      return { width: recipe.width, height: Math.round((height * recipe.width) / width) };
    case 'cover':
      return { width: recipe.width, height: recipe.height };
    default:
      throw new Error(`no size is expected of ${recipe.fit}`);
  }
};
