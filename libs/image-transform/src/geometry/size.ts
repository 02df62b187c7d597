/** Whole pixels, at least 1 x 1. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels. */
export const areaOf = ({ width, height }: Size): number => width * height;

/**
 * Makes one pixel of every `shrink` pixels, to the nearest whole size and never to nothing.
 * The inverse of the inverse is how libvips divides: otherwise halves of a pixel would round unlike its own resize.
 */
export const shrinkBy = ({ width, height }: Size, shrink: number): Size => {
  const divisor = 1 / (1 / shrink);
  return {
    width: Math.max(1, Math.round(width / divisor)),
    height: Math.max(1, Math.round(height / divisor)),
  };
};
