import type { Sharp } from 'sharp';
import type { Size } from '../../geometry/size.ts';
import { sharp } from '../../source/libvips.ts';
import type { Samples } from './picture.ts';

/** Frames of one size in memory, each below the one before: how libvips reads and writes an animation. */
export interface FrameRoll {
  /** Of each frame, in pixels. */
  readonly frame: Size;
  readonly count: number;
  readonly channels: Samples['channels'];
  /** Of all frames. */
  readonly pixels: Uint8Array;
}

/** A view of one frame; nothing is copied. */
export const frameAt = ({ frame, channels, pixels }: FrameRoll, index: number): Samples => {
  const bytes = frame.width * frame.height * channels;
  return { ...frame, channels, pixels: pixels.subarray(index * bytes, (index + 1) * bytes) };
};

/** A pipeline that starts from the frames, which are shared and not copied. */
export const pipelineFromRoll = ({ frame, count, channels, pixels }: FrameRoll): Sharp =>
  sharp(pixels, {
    raw: { width: frame.width, height: frame.height * count, channels, pageHeight: frame.height },
    limitInputPixels: false,
  });
