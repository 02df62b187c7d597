import * as v from 'valibot';
import { aligned, around, type Box, type Point, type SoughtBox } from '../../geometry/placement.ts';
import type { Size } from '../../geometry/size.ts';
import { orLeftOut } from '../../options/option-schemas.ts';

/** The share of what is cut off, or left free, that lies on the left and above. */
export const shares = {
  centre: { x: 0.5, y: 0.5 },
  north: { x: 0.5, y: 0 },
  northeast: { x: 1, y: 0 },
  east: { x: 1, y: 0.5 },
  southeast: { x: 1, y: 1 },
  south: { x: 0.5, y: 1 },
  southwest: { x: 0, y: 1 },
  west: { x: 0, y: 0.5 },
  northwest: { x: 0, y: 0 },
} satisfies Record<string, Point>;

export type Side = keyof typeof shares;

export const sides = Object.keys(shares) as Side[];

/** A side, or how the pixels choose: `attention` by edges, saturation and skin, `entropy` by variety. */
export type Gravity = Side | SoughtBox['seek'];

/** Which part of a picture is kept: by a side or by what there is to see, or around a point, never both. */
export type CropPosition =
  | {
      /** @defaultValue 'centre' */
      readonly gravity?: Gravity;
      readonly focus?: never;
    }
  | {
      readonly gravity?: never;
      /** As shares of the upright picture's width and height, 0 to 1; as near to the middle as the edges allow. */
      readonly focus?: Point;
    };

const gravities: readonly Gravity[] = [...sides, 'attention', 'entropy'];
const focusExpected = '{ x, y }, two numbers from 0 (left, top) to 1 (right, bottom)';
const share = v.pipe(v.number(focusExpected), v.minValue(0, focusExpected), v.maxValue(1, focusExpected));

export const cropPositionOptions = {
  gravity: orLeftOut(v.picklist(gravities, `one of ${gravities.join(', ')}`), 'centre'),
  focus: v.optional(v.strictObject({ x: share, y: share }, focusExpected)),
};

/** The part of `outer`, as large as `inner`, that a recipe keeps; the middle where it does not say. */
export const positioned = (
  inner: Size,
  outer: Size,
  { gravity = 'centre', focus }: CropPosition,
): Box | SoughtBox => {
  if (focus !== undefined) return around(inner, outer, focus);
  if (gravity === 'attention' || gravity === 'entropy') return { ...inner, seek: gravity };
  return aligned(inner, outer, shares[gravity]);
};
