/**
 * What libaom takes for a megapixel of a photo at each effort from 0 to 9, in milliseconds of one vCPU: measured at
 * quality 50 on 0.5 and 2.8 megapixels, rounded up. A step of effort can cost four times the one before.
 */
const millisecondsPerMegapixel = [110, 250, 450, 900, 4200, 4800, 12_500, 23_000, 28_000, 60_000] as const;

/** Lossless takes 2.5 to 4 times as long. */
const losslessFactor = 4;

/** @returns milliseconds of one vCPU that encoding so many pixels as AVIF takes, about */
export const avifMilliseconds = (
  pixels: number,
  { effort = 0, lossless = false }: { readonly effort?: number; readonly lossless?: boolean },
): number => {
  const perMegapixel = millisecondsPerMegapixel[effort] ?? Infinity;
  return (pixels / 1_000_000) * perMegapixel * (lossless ? losslessFactor : 1);
};
