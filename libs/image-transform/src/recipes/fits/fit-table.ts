import { contain, type Contain } from './contain.ts';
import { cover, type Cover } from './cover.ts';
import type { FitRule } from './fit-rule.ts';
import { height, type Height } from './height.ts';
import { inside, type Inside } from './inside.ts';
import { width, type Width } from './width.ts';

/** To add a fit: write its file beside these, then name it in both lists here. */
export type FitOptions = Cover | Contain | Inside | Width | Height;

export const fits: { readonly [F in FitOptions['fit']]: FitRule<Extract<FitOptions, { fit: F }>> } = {
  cover,
  contain,
  inside,
  width,
  height,
};
