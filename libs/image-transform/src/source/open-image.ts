import type { Metadata } from 'sharp';
import { ImageRejectedError } from '../errors.ts';
import { playbackOf, type Playback } from './playback.ts';
import { openOptions, sharp } from './libvips.ts';
import type { RenderLimits } from '../limits/render-limits.ts';
import { refuseParts } from './parts/refuse-parts.ts';
import { recogniseFormat, sourceContentTypes, type SourceFormat } from './recognise-format.ts';
import { openSvg } from './svg/open-svg.ts';
import type { Drawing } from '../picture/svg/rasterise-svg.ts';

/** EXIF orientation (TIFF tag 0x0112): 1 is upright, 5 to 8 swap the sides. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Metadata as it lies in the file, unparsed. All of it is an uploader's text. */
export interface MetadataBlocks {
  readonly exif?: Uint8Array;
  readonly xmp?: Uint8Array;
  readonly iptc?: Uint8Array;
  readonly icc?: Uint8Array;
}

export interface ImageHeader {
  readonly format: SourceFormat;
  readonly contentType: string;
  /** Pixels, as the image is seen: after its orientation has been applied. */
  readonly width: number;
  /** Pixels, as the image is seen: after its orientation has been applied. */
  readonly height: number;
  readonly orientation: Orientation;
  /** Frames of an animation or pages of a document; 1 for a still image. */
  readonly pages: number;
  readonly hasAlpha: boolean;
  readonly blocks: MetadataBlocks;
}

/** The public header, and with it what only the renderer needs. */
export interface OpenedImage {
  readonly header: ImageHeader;
  /** libvips' name for what the samples mean: `srgb`, `rgb16`, `b-w`, `grey16`, `cmyk`, `lab`. */
  readonly space: string;
  /** How an animation is played; of a still picture it says nothing. */
  readonly playback: Playback;
  /** Only of an SVG, which is drawn instead of decoded. */
  readonly drawing?: Drawing;
}

export const openImage = async (bytes: Uint8Array, limits: RenderLimits): Promise<OpenedImage> => {
  refuseSize(bytes, limits);
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
  return { header, space: metadata.space, playback: playbackOf(metadata) };
};

const refuseSize = ({ byteLength: bytes }: Uint8Array, { maxBytes: limit }: RenderLimits): void => {
  if (bytes === 0) throw new ImageRejectedError('empty', {});
  if (bytes > limit) throw new ImageRejectedError('too-many-bytes', { bytes, limit });
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

const refuseExtent = (
  { width, height, pages }: ImageHeader,
  { maxFrames, maxPixels }: RenderLimits,
): void => {
  if (pages > maxFrames) throw new ImageRejectedError('too-many-frames', { frames: pages, limit: maxFrames });
  const pixels = width * height * pages;
  if (pixels > maxPixels) {
    throw new ImageRejectedError('too-many-pixels', { pixels, width, height, pages, limit: maxPixels });
  }
};
