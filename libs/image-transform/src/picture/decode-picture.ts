import { ImageRejectedError, type ImageHeader } from '@image-pipeline/image-file';
import type { Sharp } from 'sharp';
import type { Size } from '../geometry/size.ts';
import type { Deadline } from '../limits/deadline.ts';
import { decodeOrRefuse } from '../source/decode-or-refuse.ts';
import { openOptions, sharp } from '../source/libvips.ts';
import type { OpenedImage } from '../source/open-image.ts';
import { chooseConversion, readingOf, type ColourConversion } from './colour/conversion.ts';
import { convertSamples, type Gamut, type PictureInGamuts } from './colour/convert-samples.ts';
import { describingProfile } from './colour/source-profile.ts';
import { clearAround } from './clear-around.ts';
import { decodeHeic } from './heic/decode-heic.ts';
import { greyWithAlpha } from './pixels/grey-with-alpha.ts';
import { pipelineFrom, release, scaleSourceTo, toSamples, type Samples } from './pixels/picture.ts';
import { rasteriseSvg } from './svg/rasterise-svg.ts';

/** How a picture is wanted: how large, and in which colours beside sRGB. */
export interface WantedPicture {
  readonly size: Size;
  readonly gamuts: ReadonlySet<Gamut>;
}

/** A picture, and whether it shows all of its image. */
export interface DecodedPicture extends PictureInGamuts {
  /** Whether it is an SVG with text that is not shown. */
  readonly textLeftOut: boolean;
}

/**
 * Decodes an image once, to the size that is needed: a JPEG or WebP decoder shrinks while it reads,
 * every other one hands over rows that are scaled as they come.
 * @throws ImageRejectedError when the pixels are damaged, of a kind that is not read, or time is up
 * @throws Error when decoding failed and nothing says that the image is at fault
 */
export const decodePicture = async (
  image: OpenedImage,
  { size, gamuts }: WantedPicture,
  deadline: Deadline,
): Promise<DecodedPicture> => {
  const { bytes, drawing } = image;
  if (drawing) {
    const drawn = await deadline.run((_, left) => rasteriseSvg(bytes, drawing, size, left));
    return { srgb: drawn.picture, textLeftOut: drawn.textLeftOut };
  }
  const conversion = chooseConversion(image, describingProfile(image.header));
  return decodeOrRefuse(image.header.format, 'pixels', async () => {
    const samples = await decodeSamples(image, conversion, size, deadline);
    return { ...(await convertSamples(samples, conversion, gamuts, deadline)), textLeftOut: false };
  });
};

/** The scaled picture in the colours of the file, or in sRGB where only libvips can convert them. */
const decodeSamples = async (
  { bytes, failOn, header, shown, space: stored }: OpenedImage,
  conversion: ColourConversion,
  size: Size,
  deadline: Deadline,
): Promise<Samples> => {
  if (header.format === 'heic') return fromHeic(bytes, header, size, deadline);
  const { ignoreIcc, space } = readingOf(conversion);
  // sharp turns what it has scaled, unless a part is cut out first: then decoders would not shrink, and of 12 megapixels
  // 2.5 times as many would be turned.
  const whole = sharp(bytes, { ...openOptions, failOn, ignoreIcc }).autoOrient();
  if (shown) return clearAround(whole, shown, { source: header, wanted: size }, deadline);
  const scaled = fullRange(scaleSourceTo(whole, size), header, stored);
  if (space === 'b-w' && header.hasAlpha) {
    return greyWithAlpha(await toSamples(scaled.toColourspace('srgb'), deadline));
  }
  return toSamples(scaled.toColourspace(space), deadline);
};

/**
 * libheif hands over bare pixels, already upright; an EXIF orientation beside them is what has been done. Sides other
 * than those by which variants were planned would be another picture, or one that limits have not seen.
 */
const fromHeic = async (
  bytes: Uint8Array,
  header: ImageHeader,
  size: Size,
  deadline: Deadline,
): Promise<Samples> => {
  const { width, height, hasAlpha } = header;
  const whole = await deadline.run((seconds) => decodeHeic(bytes, hasAlpha, seconds));
  if (whole.width !== width || whole.height !== height) {
    const cause = new Error(
      `libheif: ${whole.width} x ${whole.height} pixels instead of ${width} x ${height}`,
    );
    throw new ImageRejectedError('corrupt', { format: 'heic', part: 'header' }, { cause });
  }
  const scaled = await toSamples(
    fullRange(scaleSourceTo(pipelineFrom(whole), size), header, 'srgb'),
    deadline,
  );
  release(whole);
  return scaled;
};

/**
 * Black and white of video's range, 16 and 235 of 255 (ITU-T H.273, section 8.3), become those of pictures. Of 10 or 12
 * bits libvips makes 16 by zeros behind them.
 */
const fullRange = (pipeline: Sharp, { isLimitedGrey = false }: ImageHeader, space: string): Sharp => {
  if (!isLimitedGrey) return pipeline;
  const [black, white, full] = /16$/.test(space) ? [16 << 8, 235 << 8, 65_535] : [16, 235, 255];
  const gain = full / (white - black);
  // libvips cuts off what is behind the point.
  return pipeline.linear(gain, 0.5 - black * gain);
};
