import { tiffDirectories } from '../containers/tiff-directories.ts';
import { unmetered } from '../refusal/meter.ts';
import type { Orientation } from './header.ts';

/** EXIF 2.32, section 4.6.4. */
const orientationTag = 0x0112;

/** Precedes the TIFF structure in a JPEG segment, and often elsewhere: EXIF 2.32, section 4.7.2. */
const marker = Buffer.from('Exif\0\0', 'latin1');

/** Both byte orders: TIFF 6.0, page 13. BigTIFF, which counts in 64 bits, is not read. */
const tiffStarts = [Buffer.from('II*\0', 'latin1'), Buffer.from('MM\0*', 'latin1')];

/** The TIFF structure in a block of EXIF: the block itself, or what is behind a marker. Undefined when it is neither. */
export const tiffIn = (exif: Uint8Array): Uint8Array | undefined => {
  const tiff = startsWith(exif, marker) ? exif.subarray(marker.length) : exif;
  return tiffStarts.some((start) => startsWith(tiff, start)) ? tiff : undefined;
};

const startsWith = (bytes: Uint8Array, start: Uint8Array) =>
  Buffer.compare(bytes.subarray(0, start.length), start) === 0;

/** Values beyond 8 occur in broken files; like every viewer, libvips then leaves the picture as it is. */
export const orientationOf = (value = 1): Orientation =>
  value >= 1 && value <= 8 ? (value as Orientation) : 1;

/** How the first directory of a block of EXIF says that the picture is to be turned; upright where it says nothing. */
export const exifOrientation = (exif: Uint8Array | undefined): Orientation => {
  const tiff = exif && tiffIn(exif);
  if (tiff === undefined) return 1;
  const file = Buffer.from(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  for (const first of tiffDirectories(file, unmetered)) {
    return orientationOf(first.number(orientationTag));
  }
  return 1;
};
