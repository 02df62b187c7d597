import { firstNumber, type TagValue } from '../values/tag-value.ts';
import { cleanText } from '../values/text.ts';
import { bothNotices } from './copyright.ts';
import { recorded, type ExifTags } from './exif-tags.ts';

interface AllowedText {
  readonly ifd: 'ifd0' | 'exif';
  readonly tag: number;
  readonly kind: 'text';
  /** Longest text kept, in UTF-16 code units. */
  readonly most: number;
}

interface AllowedNumber {
  readonly ifd: 'ifd0' | 'exif';
  readonly tag: number;
  readonly kind: 'number' | 'integer';
  readonly least: number;
  readonly most: number;
}

const text = (ifd: 'ifd0' | 'exif', tag: number, most: number): AllowedText => ({
  ifd,
  tag,
  kind: 'text',
  most,
});
const number = (tag: number, least: number, most: number): AllowedNumber => ({
  ifd: 'exif',
  tag,
  kind: 'number',
  least,
  most,
});
const integer = (tag: number, least: number, most: number): AllowedNumber => ({
  ...number(tag, least, most),
  kind: 'integer',
});

/**
 * Every tag that leaves this package, and how much of it. What is not here stays in the file: positions, serial
 * numbers, owner names, maker notes, user comments, thumbnails. Numbers are EXIF's own codes and units (s, mm, EV);
 * a least above 0 drops the 0 that EXIF writes for "unknown". All texts at their bounds are under 8 KB of UTF-8.
 */
export const allowedExif = {
  Make: text('ifd0', 0x010f, 128),
  Model: text('ifd0', 0x0110, 128),
  LensMake: text('exif', 0xa433, 128),
  LensModel: text('exif', 0xa434, 128),
  Software: text('ifd0', 0x0131, 128),
  Artist: text('ifd0', 0x013b, 256),
  Copyright: text('ifd0', 0x8298, 512),
  ImageDescription: text('ifd0', 0x010e, 1024),
  Orientation: { ...integer(0x0112, 1, 8), ifd: 'ifd0' },
  ExposureTime: number(0x829a, 1e-7, 1e6),
  FNumber: number(0x829d, 0.1, 1000),
  ExposureProgram: integer(0x8822, 0, 9),
  // 65535 says that the sensitivity does not fit.
  ISO: integer(0x8827, 1, 65534),
  ExposureCompensation: number(0x9204, -100, 100),
  MeteringMode: integer(0x9207, 0, 255),
  LightSource: integer(0x9208, 0, 255),
  Flash: integer(0x9209, 0, 255),
  FocalLength: number(0x920a, 0.01, 1e6),
  FocalLengthIn35mmFormat: integer(0xa405, 1, 65535),
  ColorSpace: integer(0xa001, 0, 65535),
  ExposureMode: integer(0xa402, 0, 255),
  WhiteBalance: integer(0xa403, 0, 255),
  DigitalZoomRatio: number(0xa404, 0.01, 1000),
  SceneCaptureType: integer(0xa406, 0, 255),
} as const satisfies Readonly<Record<string, AllowedText | AllowedNumber>>;

/** Names of the tags that leave this package. */
export type AllowedExifName = keyof typeof allowedExif;

/** The allow-listed part of what was read, each entry within its bound; what is absent or out of range is left out. */
export const pickAllowedExif = (tags: ExifTags): Record<string, string | number> => {
  const picked: Record<string, string | number> = {};
  for (const [name, rule] of Object.entries<AllowedText | AllowedNumber>(allowedExif)) {
    const value = rule.kind === 'text' ? allowedText(tags, rule) : allowedNumber(tags, rule);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
};

/** Far below anything a camera measures, far above 1e-130, the smallest number that DynamoDB takes. */
const negligible = 1e-9;

const allowedText = (tags: ExifTags, { ifd, tag, most }: AllowedText) => {
  const value = recorded(tags, ifd, tag);
  return cleanText(tag === allowedExif.Copyright.tag ? bothNotices(value) : value, most);
};

/** Some programs write numbers as text. */
const writtenNumber = (value: TagValue | undefined): number | undefined => {
  const text = typeof value === 'string' ? cleanText(value, 32) : undefined;
  return text !== undefined && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
};

const allowedNumber = (
  tags: ExifTags,
  { ifd, tag, kind, least, most }: AllowedNumber,
): number | undefined => {
  const written = recorded(tags, ifd, tag);
  const value = firstNumber(written) ?? writtenNumber(written);
  if (value === undefined || value < least || value > most) return undefined;
  if (kind === 'integer') return Number.isInteger(value) ? value : undefined;
  // Seven significant digits are what a 32-bit float holds: 2.8 stays 2.8 however it was written.
  return Math.abs(value) < negligible ? 0 : Number(value.toPrecision(7));
};
