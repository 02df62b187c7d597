import type { Deadline } from '../../limits/deadline.ts';
import { chooseConversion, readingOf, type ColourConversion } from '../../picture/colour/conversion.ts';
import { describingProfile } from '../../picture/colour/source-profile.ts';
import type { FrameRoll } from '../../picture/pixels/frame-roll.ts';
import { toSamples } from '../../picture/pixels/picture.ts';
import { decodeOrRefuse } from '../../source/decode-or-refuse.ts';
import { openOptions, sharp } from '../../source/libvips.ts';
import type { OpenedImage } from '../../source/open-image.ts';
import type { Playback } from '../../source/playback.ts';

/** An animation in memory. */
export interface Animation {
  /** Whole, and in the colours of the file. */
  readonly frames: FrameRoll;
  readonly conversion: ColourConversion;
  readonly playback: Playback;
}

/**
 * Decodes all frames of an animation, once. They stay at their own size: scaled together, below each other, frames
 * would bleed into those above and below.
 * @throws ImageRejectedError when the pixels are damaged or time is up
 * @throws Error when decoding failed and nothing says that the image is at fault
 */
export const decodeFrames = async (image: OpenedImage, deadline: Deadline): Promise<Animation> => {
  const { width, height, pages: count } = image.header;
  const conversion = chooseConversion(image, describingProfile(image.header));
  const { ignoreIcc, space } = readingOf(conversion);
  return decodeOrRefuse(image.header.format, 'pixels', async () => {
    const options = { ...openOptions, failOn: image.failOn, ignoreIcc, pages: -1 };
    const whole = sharp(image.bytes, options).toColourspace(space);
    const { channels, pixels } = await toSamples(whole, deadline);
    return {
      frames: { frame: { width, height }, count, channels, pixels },
      conversion,
      playback: image.playback,
    };
  });
};
