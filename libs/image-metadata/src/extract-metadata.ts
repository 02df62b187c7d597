import { readHeader, type ImageHeader } from '@image-pipeline/image-transform/header';
import { pickAllowedExif } from './allowed-exif.ts';
import { cameraOf, type Camera } from './camera.ts';
import { captureTime, type CapturedAt } from './capture-time.ts';
import { descriptionOf, type Description } from './description.ts';
import { tiffIn } from './exif-block.ts';
import { noTags, photoshopIn } from './exif-tags.ts';
import { readIptcBlock } from './iptc-block.ts';
import { locationOf, type Location } from './location.ts';
import { metadataBlocks } from './metadata-blocks.ts';
import { parseOptions, type ExtractOptions } from './options.ts';
import { readTiffTags } from './tiff-tags.ts';
import { readXmp } from './xmp-packet.ts';

/** What is known about an image. What is not known is absent, never null or an empty text. */
export interface ImageMetadata extends Pick<
  ImageHeader,
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
 * Reads what an image's bytes tell about it: format and extent, capture time, camera, place, description and shooting data.
 * EXIF, IPTC and XMP that are missing, damaged or hostile cost metadata, never the image.
 *
 * @throws ImageRejectedError (of image-transform) when the bytes are no supported image within the limits
 * @throws OptionError for an unknown option or a value it cannot have
 * @throws LimitError (of image-transform) for a limit it does not know or that is no positive whole number
 */
export const extractMetadata = async (
  bytes: Uint8Array,
  options: ExtractOptions = {},
): Promise<ImageMetadata> => {
  const { location: policy, limits } = parseOptions(options);
  const header = await readHeader(bytes, limits);
  const { exif, iptc, xmp } = metadataBlocks(bytes, header);
  const structure = exif && tiffIn(exif);
  const tags = structure === undefined ? noTags : await readTiffTags(structure, { gps: policy !== 'drop' });

  const { format, contentType, width, height, pages, hasAlpha } = header;
  const capturedAt = captureTime(tags);
  const camera = cameraOf(tags);
  const location = locationOf(tags, policy);
  const iptcBlock = iptc && readIptcBlock(iptc, photoshopIn(tags));
  const description = descriptionOf(tags, iptcBlock, xmp && readXmp(xmp));
  return {
    format,
    contentType,
    bytes: bytes.byteLength,
    width,
    height,
    pages,
    hasAlpha,
    ...(capturedAt && { capturedAt }),
    ...(camera && { camera }),
    ...(location && { location }),
    ...(description && { description }),
    exif: pickAllowedExif(tags),
  };
};
