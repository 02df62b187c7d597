/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Whether a variant shows the whole source: one scale must explain both its width and its height, each rounded to
 * whole pixels and never below one. A crop to nearly the same shape, off by no more than that, counts as whole.
 */
export const keepsShape = (variant: Size, source: Size): boolean => {
  const [leastByWidth, mostByWidth] = scales(variant.width, source.width);
  const [leastByHeight, mostByHeight] = scales(variant.height, source.height);
  return leastByWidth <= mostByHeight && leastByHeight <= mostByWidth;
};

/** The least and the most scale that makes `to` pixels of `from`. */
const scales = (to: number, from: number): [number, number] => [
  to === 1 ? 0 : (to - 0.5) / from,
  (to + 0.5) / from,
];
