import type { Size } from './size.ts';

/** Whole pixels; lies inside the picture it is cut from. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** A part of the picture whose place only the pixels can tell: where it is most striking, or most varied. */
export interface SoughtBox extends Size {
  readonly seek: 'attention' | 'entropy';
}

/** How one variant comes out of the source picture: scale the whole of it, then cut, then frame. */
export interface Placement {
  /** The whole picture at the variant's scale, never larger than the source. */
  readonly scaled: Size;
  /** The part of `scaled` that is shown; all of it when absent. */
  readonly crop?: Box | SoughtBox;
  /** Empty pixels around the picture. */
  readonly margin?: Margin;
}

/** Whole pixels, 0 and more. */
export interface Margin {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The size of what a placement leaves to see, its margin included. */
export const shownSize = ({ scaled, crop, margin }: Placement): Size => {
  const { width, height } = crop ?? scaled;
  if (margin === undefined) return { width, height };
  return { width: width + margin.left + margin.right, height: height + margin.top + margin.bottom };
};

/** A share of each side: 0 is left or top, 1 is right or bottom. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A box inside `outer`, as large as `inner`, that has `share` of the rest on its left and above it.
 * Of an odd rest in the middle the left and the top have one pixel more.
 */
export const aligned = (inner: Size, outer: Size, share: Point): Box => ({
  ...inner,
  left: Math.ceil((outer.width - inner.width) * share.x),
  top: Math.ceil((outer.height - inner.height) * share.y),
});

/** A box inside `outer`, as large as `inner`, with `point` as near to its middle as the edges allow. */
export const around = (inner: Size, outer: Size, point: Point): Box => {
  const start = (whole: number, part: number, at: number) =>
    Math.min(whole - part, Math.max(0, Math.round(whole * at - part / 2)));
  return {
    ...inner,
    left: start(outer.width, inner.width, point.x),
    top: start(outer.height, inner.height, point.y),
  };
};
