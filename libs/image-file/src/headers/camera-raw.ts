import { subDirectories, type TiffDirectory } from '../containers/tiff-directories.ts';
import { photometrics, tiffTags } from './tiff-tags.ts';

/** Names of the raw files of makers, by the beginning of what they write as `Make`. */
const rawFiles: readonly (readonly [make: RegExp, name: string])[] = [
  [/^nikon/i, 'NEF'],
  [/^sony/i, 'ARW'],
  [/^canon/i, 'CR2'],
  [/^(pentax|ricoh|asahi)/i, 'PEF'],
  [/^samsung/i, 'SRW'],
  [/^hasselblad/i, '3FR'],
  [/^phase one/i, 'IIQ'],
  [/^leaf/i, 'MOS'],
  [/^seiko epson/i, 'ERF'],
  [/^(eastman )?kodak/i, 'DCR'],
  [/^mamiya/i, 'MEF'],
];

/** What a sensor saw, before it is a picture: a colour filter array, or the same without its pattern. */
const sensorValues: ReadonlySet<number | undefined> = new Set([photometrics.sensor, photometrics.linearRaw]);

/**
 * Raw files of cameras are TIFFs whose first page is a thumbnail, with what the sensor saw beneath it. Decoders of TIFF
 * would show the thumbnail for the picture.
 * @returns a name for people, or undefined when the file is none or not one that has nothing but a preview on its page
 */
export const cameraRaw = (file: Buffer, first: TiffDirectory): string | undefined => {
  const bySignature = signed(file);
  if (bySignature !== undefined) return `camera raw: ${bySignature}`;
  if (first.value(tiffTags.dngVersion) !== undefined) return 'camera raw: DNG';
  const beneath = [...subDirectories(file, first)];
  const make = first.value(tiffTags.make)?.toString('latin1', 0, 32) ?? '';
  const named = rawFiles.find(([pattern]) => pattern.test(make))?.[1];
  const fromSensor = [first, ...beneath].some((page) => sensorValues.has(page.number(tiffTags.photometric)));
  if (fromSensor) return named ? `camera raw: ${named}` : 'camera raw';
  if (!isPreview(first) || (named === undefined && beneath.length === 0)) return undefined;
  return named ? `camera raw: ${named}` : 'TIFF whose first page is a preview';
};

/** Behind the header of a TIFF: Canon's `CR` and version 2; Phase One's byte order and `Raw`, in that order. */
const signed = (file: Buffer): string | undefined => {
  const head = file.toString('latin1', 8, 16);
  if (head.startsWith('CR\x02')) return 'CR2';
  return /^(IIII.?waR|MMMM.?Raw)/s.test(head) ? 'IIQ' : undefined;
};

/** A smaller copy of another picture of the file: TIFF 6.0, section 8. */
const isPreview = (page: TiffDirectory): boolean =>
  ((page.number(tiffTags.newSubfileType) ?? 0) & 1) === 1 || page.number(tiffTags.subfileType) === 2;
