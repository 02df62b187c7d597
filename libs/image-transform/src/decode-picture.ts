import type { OutputInfo, Sharp } from 'sharp';
import { chooseConversion, type ColourConversion } from './colour/conversion.ts';
import { taggedTiff } from './colour/tagged-tiff.ts';
import type { Deadline } from './deadline.ts';
import { ImageRejectedError } from './errors.ts';
import type { Size } from './geometry.ts';
import { decodeHeic } from './heic/decode-heic.ts';
import type { OpenedImage } from './open-image.ts';
import { openOptions, sharp } from './libvips.ts';
import { pipelineFrom, scaleTo, type Picture } from './picture.ts';
import { rasteriseSvg } from './svg/rasterise-svg.ts';

/**
 * Decodes an image once, to the size that is needed: a JPEG or WebP decoder shrinks while it reads,
 * every other one hands over rows that are scaled as they come.
 * @throws ImageRejectedError when the pixels are damaged or time is up
 */
export async function decodePicture(
  bytes: Uint8Array,
  image: OpenedImage,
  size: Size,
  deadline: Deadline,
): Promise<Picture> {
  const { drawing } = image;
  if (drawing) return deadline.run((_, left) => rasteriseSvg(bytes, drawing, size, left));
  const conversion = chooseConversion(image);
  const ignoreIcc = conversion.when === 'none';
  try {
    if (image.header.format === 'heic') return await fromHeic(bytes, image, conversion, size, deadline);
    const scaled = scaleTo(sharp(bytes, { ...openOptions, ignoreIcc }).autoOrient(), size);
    return await toSrgb(scaled, conversion, deadline);
  } catch (cause) {
    throw refusal(cause, image);
  }
}

/** libheif hands over bare pixels, already upright; an EXIF orientation beside them is what has been done. */
async function fromHeic(
  bytes: Uint8Array,
  { header }: OpenedImage,
  conversion: ColourConversion,
  size: Size,
  deadline: Deadline,
): Promise<Picture> {
  const whole = await deadline.run((seconds) => decodeHeic(bytes, header.hasAlpha, seconds));
  const scaled = await toPicture(scaleTo(pipelineFrom(whole), size), deadline);
  if (conversion.when !== 'after-scaling' || !header.blocks.icc) return scaled;
  return toPicture(sharp(taggedTiff(scaled, header.blocks.icc), openOptions), deadline);
}

async function toSrgb(scaled: Sharp, conversion: ColourConversion, deadline: Deadline): Promise<Picture> {
  if (conversion.when !== 'after-scaling') return toPicture(scaled, deadline);
  const tagged = await withProfile(scaled, conversion.through, deadline);
  return toPicture(sharp(tagged, openOptions), deadline);
}

/** Raw pixels cannot carry a profile. An uncompressed TIFF is the cheapest container that can. */
const withProfile = (scaled: Sharp, space: 'srgb' | 'b-w', deadline: Deadline): Promise<Buffer> =>
  deadline.run((seconds) =>
    scaled
      .toColourspace(space)
      .keepIccProfile()
      .tiff({ compression: 'none' })
      .timeout({ seconds })
      .toBuffer(),
  );

async function toPicture(pipeline: Sharp, deadline: Deadline): Promise<Picture> {
  const { data, info } = await deadline.run((seconds) =>
    pipeline.raw().timeout({ seconds }).toBuffer({ resolveWithObject: true }),
  );
  return { pixels: data, width: info.width, height: info.height, channels: channelsOf(info) };
}

function channelsOf({ channels }: OutputInfo): 3 | 4 {
  if (channels === 3 || channels === 4) return channels;
  throw new Error(`sRGB pixels with ${channels} channels`);
}

/** The GIF decoder says so of a frame whose size it cannot believe, too. */
const isShortOfMemory = (message: string): boolean =>
  /out of memory/i.test(message) && !/bad image dimensions/.test(message);

/** What a failed decoding says about the image. A machine without memory says nothing about it. */
export function refusal(cause: unknown, { header }: Pick<OpenedImage, 'header'>): unknown {
  if (cause instanceof ImageRejectedError) return cause;
  if (cause instanceof Error && isShortOfMemory(cause.message)) return cause;
  const bits = cause instanceof Error && unreadJpeg.exec(cause.message)?.[1];
  if (bits)
    return new ImageRejectedError('unsupported-format', { recognised: `JPEG of ${bits} bits` }, { cause });
  return new ImageRejectedError('corrupt', { format: header.format, part: 'pixels' }, { cause });
}

/** JPEGs of 12 bits are intact, and need another library: what libjpeg says of them. */
const unreadJpeg = /Unsupported JPEG data precision (\d+)/;
