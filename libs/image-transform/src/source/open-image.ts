import type { Metadata } from 'sharp';
import type { RenderLimits } from '../limits/render-limits.ts';
import { openOptions, sharp } from './libvips.ts';
import type { ImageHeader, MetadataBlocks, OpenedImage, Orientation } from './opened-image.ts';
import { refuseParts } from './parts/refuse-parts.ts';
import { playbackOf } from './playback.ts';
import { recogniseFormat } from './recognise-format.ts';
import { refuseBytes, refuseExtent } from './refuse-over-limit.ts';
import { ImageRejectedError } from './rejection.ts';
import { sourceContentTypes, type SourceFormat } from './source-format.ts';
import { openSvg } from './svg/open-svg.ts';

/**
 * Recognises an image by its bytes and reads its header; no pixel is decoded, and nothing that a limit forbids is
 * handed to a decoder.
 * @throws ImageRejectedError when it cannot be rendered within the limits
 */
export const openImage = async (bytes: Uint8Array, limits: RenderLimits): Promise<OpenedImage> => {
  refuseBytes(bytes, limits);
  const format = requireSupported(bytes);
  if (format === 'svg') {
    const image = openSvg(bytes, limits);
    refuseExtent(image.header, limits);
    return image;
  }
  refuseParts(bytes, format, limits);
  const metadata = await readMetadata(bytes, format);
  refuseChannels(metadata);
  const header = headerOf(format, metadata);
  refuseExtent(header, limits);
  return { bytes, header, space: metadata.space, playback: playbackOf(metadata) };
};

const requireSupported = (bytes: Uint8Array): SourceFormat => {
  const recognised = recogniseFormat(bytes);
  if (recognised === undefined) throw new ImageRejectedError('unsupported-format', {});
  if ('unsupported' in recognised) {
    throw new ImageRejectedError('unsupported-format', { recognised: recognised.unsupported });
  }
  return recognised.supported;
};

const readMetadata = async (bytes: Uint8Array, format: SourceFormat): Promise<Metadata> => {
  try {
    return await sharp(bytes, openOptions).metadata();
  } catch (cause) {
    throw new ImageRejectedError('corrupt', { format, part: 'header' }, { cause });
  }
};

/** Satellite and medical TIFFs have dozens of bands; nothing says which of them would make a picture. */
const refuseChannels = ({ channels, space }: Metadata): void => {
  const limit = space === 'cmyk' ? 5 : 4;
  if (channels > limit) {
    throw new ImageRejectedError('unsupported-format', { recognised: `A picture of ${channels} channels` });
  }
};

const headerOf = (format: SourceFormat, metadata: Metadata): ImageHeader => {
  const orientation = orientationOf(metadata);
  const swapped = orientation >= 5;
  return {
    format,
    contentType: sourceContentTypes[format],
    width: swapped ? metadata.height : metadata.width,
    height: swapped ? metadata.width : metadata.height,
    orientation,
    pages: metadata.pages ?? 1,
    hasAlpha: metadata.hasAlpha,
    blocks: blocksOf(metadata),
  };
};

/** Values beyond 8 occur in broken files; like every viewer, libvips then leaves the picture as it is. */
const orientationOf = ({ orientation }: Metadata): Orientation =>
  orientation !== undefined && orientation >= 1 && orientation <= 8 ? (orientation as Orientation) : 1;

const blocksOf = ({ exif, xmp, iptc, icc }: Metadata): MetadataBlocks => ({
  ...(exif && { exif }),
  ...(xmp && { xmp }),
  ...(iptc && { iptc }),
  ...(icc && { icc }),
});
