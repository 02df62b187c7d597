import type { ImageHeader } from '@image-pipeline/image-file';
import { rgbaToThumbHash } from 'thumbhash';
import { shrinkBy, type Size } from '../geometry/size.ts';
import type { Picture } from '../picture/pixels/picture.ts';
import type { ScaledPictures } from '../picture/scaled-pictures.ts';
import { isAnimation } from '../source/playback.ts';
import { dominantColor } from './dominant-color.ts';
import { perceptualHash } from './perceptual-hash.ts';
import { hasTransparentPixels } from './transparency.ts';

/** What can be said of a picture in a few bytes: to show in its place, to sort by, to find it again. */
export interface PictureDescription {
  /** `#rrggbb`, the colour that most of the picture has. */
  readonly dominantColor: `#${string}`;
  /** ThumbHash (https://evanw.github.io/thumbhash/) in base64: about 25 bytes that decode to a blurred picture. */
  readonly thumbhash: string;
  /** 16 hexadecimal digits, 64 bits: of the same photo, encoded or sized otherwise, at most about 10 bits differ. */
  readonly perceptualHash: string;
  /** Whether a pixel of it is transparent, at the size of the largest variant; an alpha channel alone is not. */
  readonly hasTransparency: boolean;
  /** Whether the source is an animation: several frames in a format that plays them, GIF or WebP. */
  readonly isAnimated: boolean;
}

/** Pixels of the longer side. ThumbHash keeps at most 7 waves a side: 32 pixels hold them, and take a tenth of the time of its maximum, 100. */
const sampleSide = 32;

/** The size at which a picture is looked at to describe it. */
export const sampleSize = (picture: Size): Size =>
  shrinkBy(picture, Math.max(1, picture.width / sampleSide, picture.height / sampleSide));

/** Describes a picture by a small sample of it, and tells its transparency by all of its pixels. */
export const describePicture = async (
  pictures: ScaledPictures,
  header: Pick<ImageHeader, 'format' | 'pages'>,
): Promise<PictureDescription> => {
  const sample = await pictures.at(sampleSize(pictures.decoded));
  const { width, height } = sample;
  const rgba = rgbaOf(sample);
  return {
    dominantColor: dominantColor(rgba),
    thumbhash: Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64'),
    perceptualHash: perceptualHash(width, height, rgba),
    hasTransparency: hasTransparentPixels(pictures.decoded),
    isAnimated: isAnimation(header),
  };
};

/** Straight RGBA. In a sample this small, a loop costs less than the call of a pipeline. */
const rgbaOf = ({ pixels, channels }: Picture): Uint8Array => {
  if (channels === 4) return pixels;
  const rgba = new Uint8Array((pixels.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    rgba[to] = pixels[from] ?? 0;
    rgba[to + 1] = pixels[from + 1] ?? 0;
    rgba[to + 2] = pixels[from + 2] ?? 0;
  }
  return rgba;
};
