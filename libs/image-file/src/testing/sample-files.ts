import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../test/files/${name}`, import.meta.url)));

/**
 * No encoder for HEVC comes with sharp or from npm, so these few were made once, of four squares of our own:
 * with heif-enc of libheif 1.15 and x265, as a grid of one tile, as phones store them.
 * 64 x 48 pixels: red and green above blue and grey.
 */
export const heicFiles = {
  /** EXIF, no orientation. */
  upright: file('upright.heic'),
  /** Turned by irot to 48 x 64, as a phone held upright writes it: the same orientation, 6, in its EXIF, too. */
  turned: file('turned.heic'),
  /** Reflected by imir: left is right. */
  mirrored: file('mirrored.heic'),
  /** The left half is clear. */
  transparent: file('transparent.heic'),
  /** The same colours as seen, described by an ICC profile. */
  displayP3: file('display-p3.heic'),
  /** 3000 x 2000 pixels behind boxes that say 64 x 48. */
  lying: file('lying.heic'),
} as const;

/** 16 x 16 pixels of 234, 51, 35 in Display P3, which is sRGB's red: by avifenc of libavif 0.11, `--cicp 12/13/1`. */
export const displayP3Avif = file('display-p3.avif');
