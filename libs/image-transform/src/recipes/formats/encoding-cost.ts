interface CompressionOptions {
  readonly effort?: number;
  readonly lossless?: boolean;
}

/** What an encoder takes for a photo, in milliseconds of one vCPU, rounded up. */
interface MeasuredCost {
  /** For a megapixel, at each effort from 0. */
  readonly perMegapixel: readonly number[];
  readonly defaultEffort: number;
  /** How many times as long lossless takes. */
  readonly lossless: number;
}

/** The `cost` of a format whose encoder has efforts: grows with pixels and effort, in milliseconds of one vCPU. */
export const costByEffort =
  ({ perMegapixel, defaultEffort, lossless: factor }: MeasuredCost) =>
  ({ effort = defaultEffort, lossless = false }: CompressionOptions, pixels: number): number =>
    (pixels / 1_000_000) * (perMegapixel[effort] ?? Infinity) * (lossless ? factor : 1);
