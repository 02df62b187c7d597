import { chooseConversion, readingOf, type ColourConversion } from '../../picture/colour/conversion.ts';
import { describingProfile } from '../../picture/colour/source-profile.ts';
import { refusal } from '../../picture/decode-picture.ts';
import type { Deadline } from '../../picture/pixels/deadline.ts';
import { toSamples, type Samples } from '../../picture/pixels/picture.ts';
import { openOptions, sharp } from '../../source/libvips.ts';
import type { OpenedImage } from '../../source/opened-image.ts';
import type { Playback } from '../../source/playback.ts';

/** Every frame of an animation in memory, whole, in the colours of the file. */
export interface Frames extends Playback {
  readonly count: number;
  readonly conversion: ColourConversion;
  /** A view of one frame. */
  at(index: number): Samples;
  /** All frames, below each other. */
  readonly roll: Samples;
}

/**
 * Decodes all frames of an animation, once. They stay at their own size: scaled together, below each other, frames
 * would bleed into those above and below.
 * @throws ImageRejectedError when the pixels are damaged or time is up
 */
export const decodeFrames = async (
  bytes: Uint8Array,
  image: OpenedImage,
  deadline: Deadline,
): Promise<Frames> => {
  const { width, height, pages: count } = image.header;
  const conversion = chooseConversion(image, describingProfile(image.header));
  const { ignoreIcc, space } = readingOf(conversion);
  try {
    const whole = sharp(bytes, { ...openOptions, ignoreIcc, pages: -1 }).toColourspace(space);
    const roll = await toSamples(whole, deadline);
    const frameBytes = width * height * roll.channels;
    return {
      count,
      conversion,
      ...image.playback,
      roll,
      at: (index) => ({
        width,
        height,
        channels: roll.channels,
        pixels: roll.pixels.subarray(index * frameBytes, (index + 1) * frameBytes),
      }),
    };
  } catch (cause) {
    throw refusal(cause, image);
  }
};
