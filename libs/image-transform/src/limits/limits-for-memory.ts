import { LimitError } from '@image-pipeline/image-file';
import { wholeNumber } from '../options/option-schemas.ts';
import { parseOptions } from '../options/parse-options.ts';
import { defaultLimits, type RenderLimits } from './render-limits.ts';

const mebibyte = 1024 * 1024;

/** Node, an SDK, libvips and the variants of one image while they are encoded: 140 MiB over 500 photos, and some room. */
const reservedMegabytes = 256;

/** A file is held whole and once. A sixteenth leaves the rest to its pixels; beyond the default nobody has photos. */
const fileShare = 16;

/**
 * The dearest pixel of any format, in bytes: of a HEIC, which libheif holds whole as planes and as RGB, and which is
 * copied once between the threads. 12 megapixels raised a process from 97 to 284 MB. A progressive JPEG, held as
 * coefficients, takes 3 channels * 2 bytes; a 16-bit interlaced PNG 4 channels * 2.
 */
export const bytesPerPixel = 15;

/** Less leaves no room for a picture; more than 10,240 MB no Lambda function has. */
const smallestMegabytes = 384;
const largestMegabytes = 10_240;

/** At which Lambda gives one vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const megabytesPerProcessor = 1769;

/**
 * The limits under which a process with so much memory renders one image at a time and is not killed.
 *
 * - `maxBytes`: memory / 16, at most 100 MiB
 * - `maxPixels`: (memory - 256 MiB - `maxBytes`) / 15 bytes, in whole millions. 512 MB give 15 million,
 *   1,769 MB 98 million
 * - `maxFrames`: as by default; what frames cost is pixels, and those are summed
 * - `maxMilliseconds`: as by default, for Lambda gives processor in proportion to memory, and so are the pixels
 * - `maxAvifMilliseconds`, `maxAnimationMilliseconds`: the default's share that memory / 1,769 MB has of a vCPU, at
 *   most all of it
 * @param megabytes of the whole process, such as AWS_LAMBDA_FUNCTION_MEMORY_SIZE; a whole number from 384 to 10240
 * @throws LimitError when it is not
 */
export const limitsForMemory = (megabytes: number): RenderLimits => {
  const parsed = parseOptions({ megabytes: wholeNumber(smallestMegabytes, largestMegabytes) }, { megabytes });
  if ('invalid' in parsed) throw new LimitError(parsed.invalid);
  const maxBytes = Math.min(defaultLimits.maxBytes, Math.floor((megabytes * mebibyte) / fileShare));
  const forPixels = (megabytes - reservedMegabytes) * mebibyte - maxBytes;
  const megapixels = Math.floor(forPixels / bytesPerPixel / 1_000_000);
  const processors = Math.min(1, megabytes / megabytesPerProcessor);
  return {
    ...defaultLimits,
    maxBytes,
    maxPixels: megapixels * 1_000_000,
    maxAvifMilliseconds: Math.floor(defaultLimits.maxAvifMilliseconds * processors),
    maxAnimationMilliseconds: Math.floor(defaultLimits.maxAnimationMilliseconds * processors),
  };
};
