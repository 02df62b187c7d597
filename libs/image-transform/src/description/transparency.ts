import type { Picture } from '../picture/pixels/picture.ts';

const alphaOffset = 3;
const opaque = 255;

/** Whether anything shines through: many files carry an alpha channel in which every pixel is opaque. */
export const hasTransparentPixels = ({ pixels, channels }: Picture): boolean => {
  if (channels === 3) return false;
  for (let at = alphaOffset; at < pixels.length; at += channels) {
    if (pixels[at] !== opaque) return true;
  }
  return false;
};
