import type { ImageHeader, Size, SourceFormat } from '@image-pipeline/image-file';
import type { Playback } from './playback.ts';

/** Pages of a TIFF are a document, and images beside the first in an AVIF file are not played. */
const playedFormats: readonly SourceFormat[] = ['gif', 'webp'];

/** Whether an image plays: several frames in a format that is made for it. */
export const isAnimation = ({ format, pages }: Pick<ImageHeader, 'format' | 'pages'>): boolean =>
  pages > 1 && playedFormats.includes(format);

/** A file that decoders may see: what it says about itself, and with it what only the renderer needs. */
export interface OpenedImage {
  readonly bytes: Uint8Array;
  readonly header: ImageHeader;
  /** libvips' name for what the samples mean: `srgb`, `rgb16`, `b-w`, `grey16`, `cmyk`, `lab`. */
  readonly space: string;
  /** How an animation is played; of a still picture it says nothing. */
  readonly playback: Playback;
  /** Only of an SVG, which is drawn instead of decoded. */
  readonly drawing?: Drawing;
}

/** What an SVG says before it is drawn, in CSS pixels that are not whole, and what drawing it may cost. */
export interface Drawing extends Size {
  /** Resident memory of the process that draws it, in bytes. */
  readonly maxMemory: number;
}
