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

/** Scales both sides by `factor`, to the nearest pixel and never to nothing. */
export const scaleBy = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
});

/** The middle of `outer`, as large as `inner`; of an odd remainder the left and the top lose one pixel more. */
export const centred = (inner: Size, outer: Size): Box => ({
  ...inner,
  left: Math.floor((outer.width - inner.width + 1) / 2),
  top: Math.floor((outer.height - inner.height + 1) / 2),
});
