import { rgbaToThumbHash } from 'thumbhash';
import type { Deadline } from './deadline.ts';
import { dominantColor } from './dominant-color.ts';
import type { ImageHeader } from './open-image.ts';
import { perceptualHash } from './perceptual-hash.ts';
import { pipelineFrom, type Picture } from './picture.ts';
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

/** Pages of a TIFF are a document, and images beside the first in an AVIF file are not played. */
const playedFormats: readonly SourceFormat[] = ['gif', 'webp'];

export async function describePicture(
  picture: Picture,
  { format, pages }: Pick<ImageHeader, 'format' | 'pages'>,
  deadline: Deadline,
): Promise<PictureDescription> {
  const { data, info } = await deadline.run((seconds) =>
    pipelineFrom(picture)
      .resize({ width: sampleSide, height: sampleSide, fit: 'inside' })
      .ensureAlpha()
      .raw()
      .timeout({ seconds })
      .toBuffer({ resolveWithObject: true }),
  );
  return {
    dominantColor: dominantColor(data),
    thumbhash: Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64'),
    perceptualHash: perceptualHash(info.width, info.height, data),
    hasTransparency: hasTransparentPixels(picture),
    isAnimated: pages > 1 && playedFormats.includes(format),
  };
}
