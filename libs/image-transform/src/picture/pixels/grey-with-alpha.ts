import { release, type Samples } from './picture.ts';

/**
 * Grey and alpha of a picture whose red, green and blue are alike. sharp hands over grey without its alpha, whatever
 * the file has, so it is asked for sRGB, which repeats the grey three times and changes no value.
 * @param samples red, green, blue and alpha; consumed
 */
export const greyWithAlpha = (samples: Samples): Samples => {
  const { pixels, width, height } = samples;
  const grey = Buffer.alloc(width * height * 2);
  for (let from = 0, to = 0; to < grey.length; from += 4, to += 2) {
    grey[to] = pixels[from] ?? 0;
    grey[to + 1] = pixels[from + 3] ?? 0;
  }
  release(samples);
  return { pixels: grey, width, height, channels: 2 };
};
