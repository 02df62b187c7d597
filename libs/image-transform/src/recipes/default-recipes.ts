import type { Recipe } from './recipe.ts';

/** What is made of a picture when nobody says otherwise. */
export const defaultRecipes: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' },
  { name: 'small', fit: 'width', width: 640, format: 'webp' },
  { name: 'medium', fit: 'width', width: 1280, format: 'webp' },
  { name: 'large', fit: 'width', width: 1920, format: 'webp' },
];
