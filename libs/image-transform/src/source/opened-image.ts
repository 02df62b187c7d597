import type { Size } from '../geometry/size.ts';
import type { Playback } from './playback.ts';
import type { SourceFormat } from './source-format.ts';

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

/** Pages of a TIFF are a document, and images beside the first in an AVIF file are not played. */
const playedFormats: readonly SourceFormat[] = ['gif', 'webp'];

/** Whether an image plays: several frames in a format that is made for it. */
export const isAnimation = ({ format, pages }: Pick<ImageHeader, 'format' | 'pages'>): boolean =>
  pages > 1 && playedFormats.includes(format);

/** The public header, and with it what only the renderer needs. */
export interface OpenedImage {
  /** The file. */
  readonly bytes: Uint8Array;
  readonly header: ImageHeader;
  /** libvips' name for what the samples mean: `srgb`, `rgb16`, `b-w`, `grey16`, `cmyk`, `lab`. */
  readonly space: string;
  /** How an animation is played; of a still picture it says nothing. */
  readonly playback: Playback;
  /** Only of an SVG, which is drawn instead of decoded. */
  readonly drawing?: Drawing;
}

/** What an SVG says before it is drawn, and what drawing it may cost. */
export interface Drawing extends Size {
  /** Resident memory of the process that draws it, in bytes. */
  readonly maxMemory: number;
}
