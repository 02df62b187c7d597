import { jpegSegments } from '../containers/jpeg-segments.ts';
import type { Meter } from '../refusal/meter.ts';
import { exifOrientation } from './exif-orientation.ts';
import { HeaderError, type Header } from './header.ts';

/** Markers of ITU-T T.81, table B.1. */
const [app1, app2, app13, startOfScan] = [0xe1, 0xe2, 0xed, 0xda];

/** All from baseline to arithmetic; tables (0xc4), extensions (0xc8) and arithmetic conditioning (0xcc) lie between them. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Starts every segment in which Photoshop keeps its image resources, IPTC's among them. */
const photoshopMarker = Buffer.from('Photoshop 3.0\0', 'latin1');

/** Sixteen full segments. IPTC stands at the start; what fills more are thumbnails and paths. */
const maxPhotoshopBytes = 1024 * 1024;

/**
 * Reads a JPEG up to its first scan. EXIF and XMP are the first of their kind; XMP's overflow of 64 KiB, extended XMP,
 * is not looked for. A profile and Photoshop's resources may be spread over segments, which are then joined.
 */
export const readJpeg = (file: Buffer, meter: Meter): Header => {
  let frame: Buffer | undefined;
  let [exif, xmp]: (Buffer | undefined)[] = [];
  const profile: Buffer[] = [];
  const photoshop: Buffer[] = [];
  let photoshopBytes = 0;
  let hasPixels = false;
  for (const { marker, payload } of jpegSegments(file, meter)) {
    if (marker === startOfScan) hasPixels = frame !== undefined;
    else if (isFrameHeader(marker)) frame ??= payload;
    else if (marker === app1 && startsWith(payload, 'Exif')) exif ??= payload;
    else if (marker === app1 && startsWith(payload, 'http')) xmp ??= behindName(payload);
    else if (marker === app2 && startsWith(payload, 'ICC_PROFILE')) keepPart(profile, payload);
    else if (marker === app13 && payload.subarray(0, photoshopMarker.length).equals(photoshopMarker)) {
      photoshopBytes += payload.length - photoshopMarker.length;
      if (photoshopBytes <= maxPhotoshopBytes) photoshop.push(payload);
    }
  }
  if (frame === undefined || frame.length < 6 || !hasPixels)
    throw new HeaderError('JPEG: no frame or no scan');
  const icc = joined(profile);
  const iptc = joined(photoshop.map((part, n) => (n === 0 ? part : part.subarray(photoshopMarker.length))));
  return {
    width: frame.readUInt16BE(3),
    height: frame.readUInt16BE(1),
    orientation: exifOrientation(exif),
    pages: 1,
    hasAlpha: false,
    blocks: { ...(exif && { exif }), ...(xmp && { xmp }), ...(iptc && { iptc }), ...(icc && { icc }) },
  };
};

const startsWith = (payload: Buffer, text: string): boolean =>
  payload.length > text.length && payload.toString('latin1', 0, text.length) === text;

/** XMP Specification part 3, section 1.1.3: a namespace, at most 80 letters here, and a NUL come before the packet. */
const behindName = (payload: Buffer): Buffer | undefined => {
  const end = payload.subarray(0, 80).indexOf(0);
  return end < 0 ? undefined : payload.subarray(end + 1);
};

/** ICC.1:2022, annex B.4: name, number from 1, count, and a part of the profile. Of two with one number the last counts. */
const keepPart = (parts: Buffer[], payload: Buffer): void => {
  const number = payload[12] ?? 0;
  if (number > 0 && payload.length > 14) parts[number - 1] = payload.subarray(14);
};

/** Up to the first that is missing; a single one uncopied. */
const joined = (parts: readonly Buffer[]): Buffer | undefined => {
  const missing = parts.findIndex((part) => (part as Buffer | undefined) === undefined);
  const whole = missing < 0 ? parts : parts.slice(0, missing);
  return whole.length > 1 ? Buffer.concat(whole) : whole[0];
};
