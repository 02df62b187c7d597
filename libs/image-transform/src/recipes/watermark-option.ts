import * as v from 'valibot';
import { nameForm, numberBetween, orLeftOut, safeName } from '../options/option-schemas.ts';
import { sides, type Side } from './fits/crop-position.ts';

/** A picture, such as a logo, laid over a finished variant. It is never enlarged beyond its own pixels. */
export interface Watermark {
  /** Its name among the `watermarks` that `renderVariants` is given: as a recipe's name is formed. */
  readonly image: string;
  /** Which corner, side or middle of the variant it lies in. @defaultValue 'southeast' */
  readonly gravity?: Side;
  /** Its width as a share of the variant's, 0.01 to 1; less where it would be too high. @defaultValue 0.2 */
  readonly width?: number;
  /** Its distance from the edges as a share of the variant's shorter side, 0 to 0.4. @defaultValue 0.02 */
  readonly margin?: number;
  /** 0.01 to 1, times its own opacity. @defaultValue 1 */
  readonly opacity?: number;
}

export const watermarkDefaults = { gravity: 'southeast', width: 0.2, margin: 0.02, opacity: 1 } as const;

/** valibot keeps the keys of options that turned out to be left out, and one that is there would hide its default. */
const withoutUndefined = ({ image, ...options }: { image: string } & object): Watermark => {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { image, ...Object.fromEntries(given) };
};

export const watermarkSchema: v.GenericSchema<unknown, Watermark> = v.pipe(
  v.strictObject(
    {
      image: safeName(`the name of a watermark: ${nameForm}`),
      gravity: orLeftOut(v.picklist(sides, `one of ${sides.join(', ')}`), watermarkDefaults.gravity),
      width: orLeftOut(numberBetween(0.01, 1), watermarkDefaults.width),
      margin: orLeftOut(numberBetween(0, 0.4), watermarkDefaults.margin),
      opacity: orLeftOut(numberBetween(0.01, 1), watermarkDefaults.opacity),
    },
    '{ image } and, if wanted, gravity, width, margin and opacity',
  ),
  v.transform(withoutUndefined),
);
