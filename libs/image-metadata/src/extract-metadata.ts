import { openedFile, tiffIn, type ImageFile } from '@image-pipeline/image-file';
import { pickAllowedExif } from './exif/allowed-exif.ts';
import { noTags, photoshopIn } from './exif/exif-tags.ts';
import { readExifTags } from './exif/read-exif-tags.ts';
import { readIptcBlock } from './iptc/iptc-block.ts';
import { parseOptions, type ExtractOptions } from './options.ts';
import { cameraOf, type Camera } from './record/camera.ts';
import { captureTime, type CapturedAt } from './record/capture-time.ts';
import { descriptionOf, type Description } from './record/description.ts';
import { locationOf, type Location } from './record/location.ts';
import { readXmp } from './xmp/xmp-packet.ts';

/** What is known about an image. What is not known is absent, never null or an empty text. */
export interface ImageMetadata extends Pick<
  ImageFile,
  'format' | 'contentType' | 'width' | 'height' | 'pages' | 'hasAlpha'
> {
  /** Size of the file in bytes. */
  readonly bytes: number;
  readonly capturedAt?: CapturedAt;
  readonly camera?: Camera;
  /** Only with the policies `keep` and `coarse`. */
  readonly location?: Location;
  /** What people wrote into EXIF, IPTC and XMP, bounded: see the README for which of them counts. */
  readonly description?: Description;
  /** Allow-listed tags by name, as recorded: see the README for units and bounds. */
  readonly exif: Readonly<Record<string, string | number>>;
}

/**
 * Reads what an image tells about itself: format and extent, capture time, camera, place, description and shooting data.
 * EXIF, IPTC and XMP that are missing, damaged or hostile cost metadata, never the image.
 *
 * @param source the bytes of a file, or what `readImageFile` has made of them: then it is not read again
 * @throws ImageRejectedError (of image-file) when the bytes are no supported image within the limits
 * @throws OptionError for an unknown option or a value it cannot have
 * @throws LimitError (of image-file) for a limit it does not know or that is no positive whole number
 */
export const extractMetadata = async (
  source: Uint8Array | ImageFile,
  options: ExtractOptions = {},
): Promise<ImageMetadata> => {
  const { location: policy, limits } = parseOptions(options);
  const file = openedFile(source, limits);
  const { exif, iptc, xmp } = file.blocks;
  const structure = exif && tiffIn(exif);
  const tags = structure ? await readExifTags(structure, { gps: policy !== 'drop' }) : noTags;

  const { format, contentType, width, height, pages, hasAlpha } = file;
  const capturedAt = captureTime(tags);
  const camera = cameraOf(tags);
  const location = locationOf(tags, policy);
  const iptcBlock = iptc && readIptcBlock(iptc, photoshopIn(tags));
  const description = descriptionOf(tags, iptcBlock, xmp && readXmp(xmp));
  return {
    format,
    contentType,
    bytes: file.bytes.byteLength,
    width,
    height,
    pages,
    hasAlpha,
    ...(capturedAt && { capturedAt }),
    ...(camera && { camera }),
    ...(location && { location }),
    ...(description && { description }),
    exif: withoutLostTurn(pickAllowedExif(tags), file),
  };
};

/** Turned by other means, of which their EXIF tells what has been done. */
const turnedByThemselves: readonly ImageFile['format'][] = ['avif', 'heic'];

/**
 * An orientation in a PNG's text, or behind its pixels, comes too late for whoever shows them, browsers included: nobody
 * is told of a turn that is not made.
 */
const withoutLostTurn = (
  exif: ImageMetadata['exif'],
  { format, orientation }: ImageFile,
): ImageMetadata['exif'] => {
  const { Orientation, ...others } = exif;
  return Orientation === orientation || turnedByThemselves.includes(format) ? exif : others;
};
