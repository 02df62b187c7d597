import { defaultFileLimits, LimitError, type FileLimits } from '@image-pipeline/image-file';
import { wholeNumber } from '../options/option-schemas.ts';
import { parseOptions } from '../options/parse-options.ts';

/** What one image may cost. Everything but the time is checked before a pixel is decoded. */
export interface RenderLimits extends FileLimits {
  /** From the call to the last variant, in milliseconds. */
  readonly maxMilliseconds: number;
  /** For all AVIFs of one image together, in milliseconds of one vCPU as estimated; those that take more are skipped. */
  readonly maxAvifMilliseconds: number;
  /** For an animated variant, in milliseconds of one vCPU as estimated; one that takes more shows its first frame. */
  readonly maxAnimationMilliseconds: number;
}

/**
 * Sized for a process of 1.8 GB: 100 million pixels at the 15 bytes of a HEIC are 1.5 GB, beside the file's own 100 MiB.
 * `limitsForMemory` has the arithmetic, and the limits of any other process.
 */
export const defaultLimits: RenderLimits = {
  ...defaultFileLimits,
  maxMilliseconds: 30_000,
  maxAvifMilliseconds: 10_000,
  maxAnimationMilliseconds: 7500,
};

const positive = wholeNumber(1, Number.MAX_SAFE_INTEGER);
const milliseconds = wholeNumber(1, 3_600_000);
const estimate = wholeNumber(0, 3_600_000);

/** @throws LimitError naming the limit that is not known or not a positive whole number */
export const parseLimits = (limits: Partial<RenderLimits>): RenderLimits => {
  const given = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
  const result = parseOptions(
    {
      maxBytes: positive,
      maxPixels: positive,
      maxFrames: positive,
      maxMilliseconds: milliseconds,
      maxAvifMilliseconds: estimate,
      maxAnimationMilliseconds: estimate,
    },
    { ...defaultLimits, ...given },
  );
  if ('invalid' in result) throw new LimitError(result.invalid);
  return result.output as RenderLimits;
};

/** Those of them that hold for a file, whoever opens it. */
export const fileLimitsOf = ({ maxBytes, maxPixels, maxFrames }: RenderLimits): FileLimits => ({
  maxBytes,
  maxPixels,
  maxFrames,
});
