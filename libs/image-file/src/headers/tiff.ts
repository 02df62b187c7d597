import { tiffDirectories, type TiffDirectory } from '../containers/tiff-directories.ts';
import type { Meter } from '../refusal/meter.ts';
import { ImageRejectedError } from '../refusal/errors.ts';
import { cameraRaw } from './camera-raw.ts';
import { orientationOf } from './exif-orientation.ts';
import { HeaderError, type Header } from './header.ts';
import { unreadKind } from './tiff-kind.ts';
import { requirePieces } from './require-pieces.ts';
import { photometrics, tiffTags } from './tiff-tags.ts';

/** Channels of a picture without alpha, by its photometric interpretation: all others have three. */
const greys = new Set<number>([
  photometrics.whiteIsZero,
  photometrics.blackIsZero,
  photometrics.palette,
  photometrics.logL,
]);

/**
 * Reads a TIFF: what it is like by its first directory, how many pages it has by all of them.
 * @throws ImageRejectedError `unsupported-format` for raw files of cameras and kinds that no decoder here renders right,
 * `corrupt` when strips or tiles of the first page are not there
 */
export const readTiff = (file: Buffer, meter: Meter): Header => {
  let [first]: TiffDirectory[] = [];
  let pages = 0;
  for (const directory of tiffDirectories(file, meter)) {
    first ??= directory;
    pages += 1;
  }
  const [width, height] = [first?.number(tiffTags.width), first?.number(tiffTags.height)];
  if (first === undefined || width === undefined || height === undefined) {
    throw new HeaderError('TIFF: no picture');
  }
  const unread = cameraRaw(file, first) ?? unreadKind(first);
  if (unread !== undefined) throw new ImageRejectedError('unsupported-format', { recognised: unread });
  requirePieces(file, first);
  const inTiles = first.number(tiffTags.tileWidth) !== undefined;
  const [xmp, iptc, icc] = [first.value(tiffTags.xmp), first.value(tiffTags.iptc), first.value(tiffTags.icc)];
  return {
    width,
    height,
    orientation: orientationOf(first.number(tiffTags.orientation)),
    pages,
    ...(inTiles && { inTiles }),
    hasAlpha: (first.number(tiffTags.samples) ?? 1) > opaqueChannels(first.number(tiffTags.photometric) ?? 1),
    // A TIFF file is the structure that holds EXIF in all others.
    blocks: { exif: file, ...(xmp && { xmp }), ...(iptc && { iptc }), ...(icc && { icc }) },
  };
};

const opaqueChannels = (photometric: number): number => {
  if (greys.has(photometric)) return 1;
  return photometric === photometrics.inks ? 4 : 3;
};
