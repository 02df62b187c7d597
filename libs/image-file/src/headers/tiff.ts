import { tiffDirectories, type TiffDirectory } from '../containers/tiff-directories.ts';
import type { Meter } from '../refusal/meter.ts';
import { orientationOf } from './exif-orientation.ts';
import { HeaderError, type Header } from './header.ts';

/** TIFF 6.0, section 8, and the registered tags of XMP, IPTC and ICC. */
const tags = {
  width: 256,
  height: 257,
  photometric: 262,
  orientation: 274,
  samples: 277,
  xmp: 700,
  iptc: 33_723,
  icc: 34_675,
} as const;

/** Channels of a picture without alpha, by its photometric interpretation: all others have three. */
const greys = new Set([0, 1, 32_844]);
const inks = 5;

/** Reads a TIFF: what it is like by its first directory, how many pages it has by all of them. */
export const readTiff = (file: Buffer, meter: Meter): Header => {
  let [first]: TiffDirectory[] = [];
  let pages = 0;
  for (const directory of tiffDirectories(file, meter)) {
    first ??= directory;
    pages += 1;
  }
  const [width, height] = [first?.number(tags.width), first?.number(tags.height)];
  if (first === undefined || width === undefined || height === undefined) {
    throw new HeaderError('TIFF: no picture');
  }
  const [xmp, iptc, icc] = [first.value(tags.xmp), first.value(tags.iptc), first.value(tags.icc)];
  return {
    width,
    height,
    orientation: orientationOf(first.number(tags.orientation)),
    pages,
    hasAlpha: (first.number(tags.samples) ?? 1) > opaqueChannels(first.number(tags.photometric) ?? 1),
    // A TIFF file is the structure that holds EXIF in all others.
    blocks: { exif: file, ...(xmp && { xmp }), ...(iptc && { iptc }), ...(icc && { icc }) },
  };
};

const palette = 3;
const opaqueChannels = (photometric: number): number => {
  if (greys.has(photometric) || photometric === palette) return 1;
  return photometric === inks ? 4 : 3;
};
