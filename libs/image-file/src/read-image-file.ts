import { readGif } from './headers/gif.ts';
import { HeaderError, type Header } from './headers/header.ts';
import { readHeif } from './headers/heif.ts';
import { readJpeg } from './headers/jpeg.ts';
import { readPng } from './headers/png.ts';
import { readSvg } from './headers/svg.ts';
import { readTiff } from './headers/tiff.ts';
import { readWebp } from './headers/webp.ts';
import { recogniseFormat } from './recognition/recognise-format.ts';
import { isSpoiltByText, recogniseMistake } from './recognition/recognise-mistake.ts';
import { sourceContentTypes, type SourceFormat } from './source-format.ts';
import { ImageRejectedError } from './refusal/errors.ts';
import { parseFileLimits, refuseBytes, refuseExtent, type FileLimits } from './refusal/limits.ts';
import { createMeter, type Meter } from './refusal/meter.ts';
import type { Size } from './svg/svg-size.ts';

/** What an image says about itself, told without decoding a pixel. */
export interface ImageHeader extends Header {
  readonly format: SourceFormat;
  /** The media type that goes with the format. */
  readonly contentType: string;
  /** Pixels, as the image is seen: after its orientation has been applied. */
  readonly width: number;
  /** Pixels, as the image is seen: after its orientation has been applied. */
  readonly height: number;
  /** Of an SVG, which is drawn instead of decoded: its sides in CSS pixels, before they were rounded. */
  readonly drawing?: Size;
}

/** A file that has been opened: read once, for its metadata and for whoever decodes it. */
export interface ImageFile extends ImageHeader {
  /** All of it, as it was given. */
  readonly bytes: Uint8Array;
}

const readers: Readonly<Record<SourceFormat, (file: Buffer, meter: Meter) => Header & { drawing?: Size }>> = {
  avif: readHeif,
  gif: readGif,
  heic: readHeif,
  jpeg: readJpeg,
  png: readPng,
  svg: readSvg,
  tiff: readTiff,
  webp: readWebp,
};

/**
 * Reads what a file is and how large its picture is, judging by its bytes alone, and finds its metadata and colours.
 * Takes milliseconds, whatever the bytes are, and copies none of them but profiles in pieces or compressed.
 * @param limits those left out take their default: 100 MiB, 100 million pixels, 1000 frames
 * @throws ImageRejectedError when this is no image within the limits, or its header is damaged
 * @throws LimitError when a limit is not known or no positive whole number
 */
export const readImageFile = (bytes: Uint8Array, limits: Partial<FileLimits> = {}): ImageFile => {
  const allowed = parseFileLimits(limits);
  refuseBytes(bytes, allowed);
  const format = requireSupported(bytes);
  try {
    return readAs(format, bytes, allowed);
  } catch (cause) {
    // The signatures of some formats are ASCII and stay as they are, whatever becomes of the bytes behind them.
    const isSpoilt = cause instanceof ImageRejectedError && format !== 'svg' && isSpoiltByText(bytes);
    if (!isSpoilt) throw cause;
    throw new ImageRejectedError('unsupported-format', { mistake: 'spoilt-by-text' }, { cause });
  }
};

const readAs = (format: SourceFormat, bytes: Uint8Array, allowed: FileLimits): ImageFile => {
  const header = readHeader(bytes, format, createMeter(allowed));
  const swapped = header.orientation >= 5;
  const file = {
    ...header,
    bytes,
    format,
    contentType: sourceContentTypes[format],
    width: swapped ? header.height : header.width,
    height: swapped ? header.width : header.height,
  };
  refuseExtent(file, allowed);
  return file;
};

/**
 * The same for bytes or a file that has been opened already, which then has to keep within these limits, too.
 * @throws ImageRejectedError | LimitError as `readImageFile`
 */
export const openedFile = (source: Uint8Array | ImageFile, limits: Partial<FileLimits> = {}): ImageFile => {
  if (!('format' in source)) return readImageFile(source, limits);
  const allowed = parseFileLimits(limits);
  refuseBytes(source.bytes, allowed);
  refuseExtent(source, allowed);
  return source;
};

const requireSupported = (bytes: Uint8Array): SourceFormat => {
  const recognised = recogniseFormat(bytes);
  if (recognised === undefined) {
    const mistake = recogniseMistake(bytes);
    throw new ImageRejectedError('unsupported-format', { ...(mistake && { mistake }) });
  }
  if ('unsupported' in recognised) {
    throw new ImageRejectedError('unsupported-format', { recognised: recognised.unsupported });
  }
  return recognised.supported;
};

const readHeader = (bytes: Uint8Array, format: SourceFormat, meter: Meter): Header & { drawing?: Size } => {
  try {
    const header = readers[format](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), meter);
    if (header.width === 0 || header.height === 0) throw new HeaderError(`${format}: a side is 0`);
    return header;
  } catch (cause) {
    if (!(cause instanceof HeaderError)) throw cause;
    throw new ImageRejectedError('corrupt', { format, part: 'header' }, { cause });
  }
};
