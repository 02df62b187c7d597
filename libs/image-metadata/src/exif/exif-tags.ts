import type { TagValue } from '../values/tag-value.ts';

/** Values by tag number. */
export type Tags = Readonly<Record<number, TagValue | undefined>>;

/** The three directories of EXIF that are read. Tag numbers mean something only within their directory. */
export interface ExifTags {
  readonly ifd0: Tags;
  readonly exif: Tags;
  readonly gps: Tags;
}

/** What a file without EXIF says. */
export const noTags: ExifTags = { ifd0: {}, exif: {}, gps: {} };

/** Tag numbers of capture times: EXIF 2.32 (CIPA DC-008-2019), section 4.6.5, tables 7 and 8. */
export const captureTags = {
  dateTimeOriginal: 0x9003,
  dateTimeDigitized: 0x9004,
  offsetTimeOriginal: 0x9011,
  offsetTimeDigitized: 0x9012,
  subSecTimeOriginal: 0x9291,
  subSecTimeDigitized: 0x9292,
} as const;

/** Tag numbers of positions: EXIF 2.32, section 4.6.6. */
export const gpsTags = {
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
  altitudeRef: 5,
  altitude: 6,
  directionRef: 16,
  direction: 17,
} as const;

/**
 * A tag's value from its directory. TIFF/EP (ISO 12234-2) has the tags of the EXIF directory in the first, and so have
 * files of scanners and of programs that follow it by half.
 */
export const recorded = (tags: ExifTags, ifd: 'ifd0' | 'exif', tag: number): TagValue | undefined =>
  tags[ifd][tag] ?? (ifd === 'exif' ? tags.ifd0[tag] : undefined);

/** Photoshop's image resources, of a TIFF: tag 34377 of Adobe's TIFF notes for Photoshop 6.0. */
export const photoshopTag = 0x8649;

/** Those resources, where a TIFF has them. */
export const photoshopIn = ({ ifd0 }: ExifTags): Uint8Array | undefined => {
  const value = ifd0[photoshopTag];
  return value instanceof Uint8Array ? value : undefined;
};
