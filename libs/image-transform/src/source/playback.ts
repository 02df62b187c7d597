import type { ImageHeader, SourceFormat } from '@image-pipeline/image-file';

/** How frames are played. */
export interface Playback {
  /** Of each frame, in milliseconds. */
  readonly delay: readonly number[];
  /** How often; 0 is for ever. */
  readonly loop: number;
}

/** Of a picture that does not move. */
export const still: Playback = { delay: [], loop: 0 };

/** The longest that sharp takes, in milliseconds: a GIF can say ten times as much. */
const longestDelay = 65_535;

/** What sharp and WebP take (RFC 9649, section 2.7.1.1). libvips counts one more than a GIF does, so a GIF can say 65,536. */
const mostLoops = 65_535;

/** As libvips found it in a file. */
export const playbackOf = ({
  delay,
  loop,
}: {
  readonly delay?: number[];
  readonly loop?: number;
}): Playback => ({
  delay: (delay ?? still.delay).map((milliseconds) => Math.min(Math.max(0, milliseconds), longestDelay)),
  loop: Math.min(loop ?? still.loop, mostLoops),
});

/** Pages of a TIFF are a document, and images beside the first in an AVIF file are not played. */
const playedFormats: readonly SourceFormat[] = ['gif', 'webp'];

/** Whether an image plays: several frames in a format that is made for it. */
export const isAnimation = ({ format, pages }: Pick<ImageHeader, 'format' | 'pages'>): boolean =>
  pages > 1 && playedFormats.includes(format);
