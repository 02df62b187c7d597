import type { GenericSchema } from 'valibot';
import type { Placement } from '../../geometry/placement.ts';
import type { Size } from '../../geometry/size.ts';
import type { Exclusions } from '../../options/parse-options.ts';

/** One way to bring a picture into a box: which options it takes, and what it makes of a source of a given size. */
export interface FitRule<Options extends { readonly fit: string }> {
  readonly options: { readonly [K in Exclude<keyof Options, 'fit'>]-?: GenericSchema<Options[K]> };
  /** Options that leave no room for others. */
  readonly excludes?: Exclusions<Exclude<keyof Options, 'fit'>>;
  place(source: Size, options: Options): Placement;
}
