import {
  heifForDecoders,
  ImageRejectedError,
  openedFile,
  orientationOf,
  refuseExtent,
  requireWhole,
  requireWholeTiff,
  tiffForDecoders,
  type ImageFile,
  type ImageHeader,
  type Region,
  type Size,
  type SourceFormat,
} from '@image-pipeline/image-file';
import type { Metadata } from 'sharp';
import { fileLimitsOf, type RenderLimits } from '../limits/render-limits.ts';
import { decodeOrRefuse } from './decode-or-refuse.ts';
import { drawingMemory } from './drawing-memory.ts';
import { canDecode, openOptions, sharp, strictnessFor, type OpenOptions } from './libvips.ts';
import { playbackOf, still, type Playback } from './playback.ts';

/** A file that decoders may see: what it says about itself, and with it what only the renderer needs. */
export interface OpenedImage {
  readonly bytes: Uint8Array;
  /** What of a decoder's complaints is taken for damage. */
  readonly failOn: OpenOptions['failOn'];
  readonly header: ImageHeader;
  /** libvips' name for what the samples mean: `srgb`, `rgb16`, `b-w`, `grey16`, `cmyk`, `lab`. */
  readonly space: string;
  /** How an animation is played; of a still picture it says nothing. */
  readonly playback: Playback;
  /** Only of a picture whose decoder fills up what is clear around this. */
  readonly shown?: Region;
  /** Only of an SVG, which is drawn instead of decoded. */
  readonly drawing?: Drawing;
}

/** What an SVG says before it is drawn, in CSS pixels that are not whole, and what drawing it may cost. */
export interface Drawing extends Size {
  /** Resident memory of the process that draws it, in bytes. */
  readonly maxMemory: number;
}

/**
 * Opens an image for the renderer; no pixel is decoded, and nothing that a limit forbids is handed to a decoder. An SVG
 * is handed to none: its pixels are those of the size it says, so limits hold for it as for a photo.
 * @param source a file, or one that has been read already, for its metadata
 * @throws ImageRejectedError when it cannot be rendered within the limits
 * @throws Error when its header could not be read and nothing says that the image is at fault
 */
export const openImage = async (
  source: Uint8Array | ImageFile,
  limits: RenderLimits,
): Promise<OpenedImage> => {
  const file = openedFile(source, fileLimitsOf(limits));
  const { bytes: _, drawing, ...header } = file;
  const { format } = header;
  const whole = requireWhole(file);
  const bytes = await bytesForDecoders(whole.bytes, format);
  const failOn = strictnessFor(header, whole);
  if (drawing) {
    const maxMemory = drawingMemory(limits.maxPixels);
    return { bytes, failOn, header, space: 'srgb', playback: still, drawing: { ...drawing, maxMemory } };
  }
  // libvips would take another picture of the file than libheif, and has limits and a list of brands of its own.
  if (format === 'heic') return { bytes, failOn, header, space: 'srgb', playback: still };
  const metadata = await readMetadata(bytes, format);
  refuseChannels(metadata);
  const decoded = asDecoded(header, metadata);
  refuseExtent(decoded, limits);
  const { shown } = whole;
  const opened = { bytes, failOn, space: metadata.space, playback: playbackOf(metadata) };
  return { ...opened, header: shown ? { ...decoded, hasAlpha: true } : decoded, ...(shown && { shown }) };
};

const bytesForDecoders = async (bytes: Uint8Array, format: SourceFormat): Promise<Uint8Array> => {
  if (format === 'avif' || format === 'heic') return heifForDecoders(bytes, format);
  if (format !== 'tiff') return bytes;
  await requireWholeTiff(bytes);
  return tiffForDecoders(bytes);
};

const readMetadata = async (bytes: Uint8Array, format: SourceFormat): Promise<Metadata> => {
  if (!canDecode(format)) {
    const recognised = `${format.toUpperCase()}, which this build of libvips cannot decode,`;
    throw new ImageRejectedError('unsupported-format', { recognised });
  }
  return decodeOrRefuse(format, 'header', () => sharp(bytes, openOptions).metadata());
};

/** Satellite and medical TIFFs have dozens of bands; nothing says which of them would make a picture. */
const refuseChannels = ({ channels, space }: Metadata): void => {
  const limit = space === 'cmyk' ? 5 : 4;
  if (channels > limit) {
    throw new ImageRejectedError('unsupported-format', { recognised: `A picture of ${channels} channels` });
  }
};

/**
 * The header of an intact file is libvips' as well. Of a damaged one libvips may see less, such as an animation that it
 * takes to end early: then it decides, since it is going to decode it, and limits hold for what it sees.
 */
const asDecoded = (header: ImageHeader, metadata: Metadata): ImageHeader => {
  const { width, height, pages = 1, hasAlpha } = metadata;
  const orientation = orientationOf(metadata.orientation);
  const sides = orientation >= 5 ? { width: height, height: width } : { width, height };
  return { ...header, ...sides, orientation, pages, hasAlpha };
};
