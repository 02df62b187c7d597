import exifr from 'exifr';
import type { TagValue } from '../values/tag-value.ts';
import { decodeText } from '../values/text.ts';
import { allowedExif } from './allowed-exif.ts';
import { captureTags, gpsTags, noTags, photoshopTag, type ExifTags } from './exif-tags.ts';

/*
 * The one file that reaches into exifr: its public functions search the file for EXIF by themselves, know no WebP,
 * misread AVIF, follow an AVIF box of length 0 in circles, and parse blocks without bounds. So the block is found by
 * image-file, and only exifr's parser of TIFF structures is used, with bounds of its own.
 */

/** The parts of exifr used here, which its own types leave untyped or get wrong. */
interface ExifrParts {
  readonly Exifr: new (options: object) => { readonly options: object };
  readonly segmentParsers: { get(type: 'tiff'): TiffParserClass };
}

type TiffParserClass = new (block: Uint8Array, options: object, file: Uint8Array) => TiffParser;

interface TiffParser {
  /** The block, read in its own byte order. Its `getUint8Array` can reach beyond the block. */
  readonly chunk: {
    readonly byteLength: number;
    getUint16(offset: number): number;
    getUint32(offset: number): number;
    getUint8Array(offset: number, length: number): Uint8Array;
  };
  parse(): Promise<Partial<ExifTags>>;
  parseTag(entry: number, tag: number, ifd: string): TagValue | undefined;
}

const { Exifr, segmentParsers } = exifr as unknown as ExifrParts;

const TiffParser = segmentParsers.get('tiff');

/** Bytes per value, by type number: TIFF 6.0, pages 15 and 16; 13 is the IFD pointer of TIFF Technical Note 1. */
const bytesPerValue = [undefined, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const ascii = 2;

/** The whole EXIF of a JPEG fits into one segment of 64 KiB; an honest value in any container is far smaller. */
const maxValueBytes = 65_536;

/**
 * exifr's parser believes a tag's length: it allocates for it, and it reads text past the block's end from whatever
 * memory lies behind in the same ArrayBuffer, another request's bytes in a pooled Buffer. It also gives up a whole
 * directory over one bad tag. Here a value that is too long or not inside the block is left out, and only that.
 */
class BoundedTiffParser extends TiffParser {
  override parseTag(entry: number, tag: number, ifd: string): TagValue | undefined {
    const { chunk } = this;
    const type = chunk.getUint16(entry + 2);
    const bytes = chunk.getUint32(entry + 4) * (bytesPerValue[type] ?? NaN);
    const start = bytes <= 4 ? entry + 8 : chunk.getUint32(entry + 8);
    const usable = bytes > 0 && bytes <= maxValueBytes && start + bytes <= chunk.byteLength;
    if (!usable) return undefined;
    return type === ascii ? decodeText(chunk.getUint8Array(start, bytes)) : super.parseTag(entry, tag, ifd);
  }
}

/** Named tags only, as they lie in the file: no names, no wording and above all no dates made by exifr. */
const parserOptions = (gps: false | { pick: readonly number[] }): object => {
  const tagsIn = (ifd: 'ifd0' | 'exif') =>
    Object.values(allowedExif).flatMap((allowed) => (allowed.ifd === ifd ? [allowed.tag] : []));
  const { options } = new Exifr({
    ifd0: { pick: [...tagsIn('ifd0'), ...tagsIn('exif'), ...Object.values(captureTags), photoshopTag] },
    exif: { pick: [...tagsIn('exif'), ...Object.values(captureTags)] },
    gps,
    mergeOutput: false,
    translateKeys: false,
    translateValues: false,
    reviveValues: false,
  });
  return options;
};

/** exifr remembers every options object for good, so there is one for each need and none per call. */
const withoutGps = parserOptions(false);
const withGps = parserOptions({ pick: Object.values(gpsTags) });

/**
 * The tags of a TIFF structure: an EXIF block or a whole TIFF file. Damage costs what it touches, at worst all tags.
 *
 * @param wanted whether GPS tags are read at all
 */
export const readExifTags = async (
  block: Uint8Array,
  wanted: { readonly gps: boolean },
): Promise<ExifTags> => {
  const parser = new BoundedTiffParser(block, wanted.gps ? withGps : withoutGps, block);
  try {
    return { ...noTags, ...(await parser.parse()) };
  } catch {
    // Offsets that lead nowhere end in all kinds of errors. The picture is as good without its EXIF.
    return noTags;
  }
};
