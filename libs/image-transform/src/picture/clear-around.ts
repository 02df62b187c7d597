import type { Region } from '@image-pipeline/image-file';
import type { Sharp } from 'sharp';
import type { Size } from '../geometry/size.ts';
import type { Deadline } from '../limits/deadline.ts';
import { pipelineFrom, release, scaleSourceTo, toSamples, type Samples } from './pixels/picture.ts';

/** How large the whole picture is, and how large it is wanted, in pixels. */
interface Sides {
  readonly source: Size;
  readonly wanted: Size;
}

/**
 * Scales a picture of which its decoder fills up with black what is clear: all but this part of it. Both are wanted
 * whole in memory, four bytes a pixel, since a pipeline scales before it extends.
 */
export const clearAround = async (
  whole: Sharp,
  { left, top, width, height }: Region,
  { source, wanted }: Sides,
  deadline: Deadline,
): Promise<Samples> => {
  const part = await toSamples(whole.extract({ left, top, width, height }).toColourspace('srgb'), deadline);
  const margins = {
    left,
    top,
    right: source.width - left - width,
    bottom: source.height - top - height,
    background: { r: 0, g: 0, b: 0, alpha: 0 },
  };
  const all = await toSamples(pipelineFrom(part).ensureAlpha().extend(margins), deadline);
  release(part);
  const scaled = await toSamples(scaleSourceTo(pipelineFrom(all), wanted), deadline);
  release(all);
  return scaled;
};
