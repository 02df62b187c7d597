import { cover, type Cover } from './cover.ts';
import type { FitRule } from './fit.ts';
import { inside, type Inside } from './inside.ts';
import { width, type Width } from './width.ts';

/** To add a fit: write its file beside these, then name it in both lists here. */
export type FitOptions = Cover | Inside | Width;

export const fits: { readonly [O in FitOptions as O['fit']]: FitRule<O> } = { cover, inside, width };
