/** Whole pixels, at least 1 x 1. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whole pixels; lies inside the picture it is cut from. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** How one variant comes out of the source picture: scale the whole of it, then cut. */
export interface Placement {
  /** The whole picture at the variant's scale, never larger than the source. */
  readonly scaled: Size;
  /** The part of `scaled` that is shown; all of it when absent. */
  readonly crop?: Box;
}

/**
 * Makes one pixel of every `shrink` pixels, to the nearest whole size and never to nothing.
 * The inverse of the inverse is how libvips divides: otherwise halves of a pixel would round unlike its own resize.
 */
export function shrinkBy({ width, height }: Size, shrink: number): Size {
  const divisor = 1 / (1 / shrink);
  return {
    width: Math.max(1, Math.round(width / divisor)),
    height: Math.max(1, Math.round(height / divisor)),
  };
}

/** The middle of `outer`, as large as `inner`; of an odd remainder the left and the top lose one pixel more. */
export const centred = (inner: Size, outer: Size): Box => ({
  ...inner,
  left: Math.floor((outer.width - inner.width + 1) / 2),
  top: Math.floor((outer.height - inner.height + 1) / 2),
});
