import { rgbaToThumbHash } from 'thumbhash';
import type { ResponsiveRecord, ResponsiveVariant } from '../src/record.ts';

/** A real ThumbHash, of a picture whose red grows to the right. */
export const gradientHash = (width: number, height: number, alpha = 255): string => {
  const rgba = Array.from({ length: width * height }, (_, i) => [((i % width) * 255) / width, 90, 40, alpha]);
  return Buffer.from(rgbaToThumbHash(width, height, rgba.flat())).toString('base64');
};

export const variant = (
  name: string,
  format: string,
  width: number,
  height: number,
  cdnUrl = `https://cdn.example/3f/${name}.${format}`,
): ResponsiveVariant => ({ name, format, width, height, cdnUrl });

/** As the default recipes make it of a photo of 4000x3000 pixels. */
export const photo: ResponsiveRecord = {
  width: 4000,
  height: 3000,
  dominantColor: '#a1b2c3',
  thumbhash: gradientHash(40, 30),
  hasAlpha: false,
  variants: [
    variant('thumb', 'jpeg', 200, 200),
    variant('small', 'webp', 640, 480),
    variant('medium', 'webp', 1280, 960),
    variant('large', 'webp', 1920, 1440),
  ],
};

/** A photo in every format. */
export const photoInEveryFormat: ResponsiveRecord = {
  ...photo,
  variants: ['png', 'jpeg', 'webp', 'avif'].flatMap((format) => [
    variant(`large-${format}`, format, 1920, 1440),
    variant(`small-${format}`, format, 640, 480),
  ]),
};
