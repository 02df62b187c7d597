import { rgbaToThumbHash } from 'thumbhash';
import type { Deadline } from './deadline.ts';
import { dominantColor } from './dominant-color.ts';
import { shrinkBy, type Size } from './geometry.ts';
import type { ImageHeader } from './open-image.ts';
import { perceptualHash } from './perceptual-hash.ts';
import { pipelineFrom, toPicture, type Picture } from './picture.ts';
import type { ScaledPictures } from './scaled-pictures.ts';
import type { SourceFormat } from './source-format.ts';
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

/** ThumbHash keeps at most 7 waves a side: 32 pixels hold them, and take a tenth of the time of its maximum, 100. */
const sampleSide = 32;

/** The size at which a picture is looked at to describe it. */
export const sampleSize = (picture: Size): Size =>
  shrinkBy(picture, Math.max(1, picture.width / sampleSide, picture.height / sampleSide));

/** Pages of a TIFF are a document, and images beside the first in an AVIF file are not played. */
const playedFormats: readonly SourceFormat[] = ['gif', 'webp'];

export async function describePicture(
  pictures: ScaledPictures,
  { format, pages }: Pick<ImageHeader, 'format' | 'pages'>,
  deadline: Deadline,
): Promise<PictureDescription> {
  const { width, height, pixels } = await rgbaOf(pictures, deadline);
  return {
    dominantColor: dominantColor(pixels),
    thumbhash: Buffer.from(rgbaToThumbHash(width, height, pixels)).toString('base64'),
    perceptualHash: perceptualHash(width, height, pixels),
    hasTransparency: hasTransparentPixels(pictures.decoded),
    isAnimated: pages > 1 && playedFormats.includes(format),
  };
}

async function rgbaOf(pictures: ScaledPictures, deadline: Deadline): Promise<Picture> {
  const sample = await pictures.at(sampleSize(pictures.decoded));
  return sample.channels === 4 ? sample : toPicture(pipelineFrom(sample).ensureAlpha(), deadline);
}
