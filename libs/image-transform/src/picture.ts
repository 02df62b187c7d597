import type { Sharp } from 'sharp';
import type { Size } from './geometry.ts';
import { sharp } from './libvips.ts';

/** A decoded picture in memory: upright, sRGB, 8 bits a channel, without any metadata. */
export interface Picture extends Size {
  /** RGB, or RGB and straight alpha. */
  readonly channels: 3 | 4;
  readonly pixels: Uint8Array;
}

/** A pipeline that starts from the picture; the pixels are shared, not copied. */
export const pipelineFrom = ({ pixels, width, height, channels }: Picture): Sharp =>
  sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false });

/** Scales to exactly this size. The sides' proportions are the caller's care, to the pixel. */
export const scaleTo = (pipeline: Sharp, { width, height }: Size): Sharp =>
  pipeline.resize({ width, height, fit: 'fill' });
