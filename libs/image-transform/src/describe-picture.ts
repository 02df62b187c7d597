import { rgbaToThumbHash } from 'thumbhash';
import type { Deadline } from './deadline.ts';
import { pipelineFrom, type Picture } from './picture.ts';
import { dominantColor } from './dominant-color.ts';

/** What can be shown in a picture's place before it is loaded. */
export interface PictureDescription {
  /** `#rrggbb`, the colour that most of the picture has. */
  readonly dominantColor: `#${string}`;
  /** ThumbHash (https://evanw.github.io/thumbhash/) in base64: about 25 bytes that decode to a blurred picture. */
  readonly thumbhash: string;
}

/** ThumbHash keeps at most 7 waves a side: 32 pixels hold them, and take a tenth of the time of its maximum, 100. */
const sampleSide = 32;

export async function describePicture(picture: Picture, deadline: Deadline): Promise<PictureDescription> {
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
  };
}
