/** One tag's value as the parser hands it over: text, one number, several, or raw bytes. */
export type TagValue = string | number | ArrayLike<number>;

/** Values by tag number. */
export type Tags = Readonly<Record<number, TagValue | undefined>>;

/** The three directories of EXIF that are read. Tag numbers mean something only within their directory. */
export interface ExifTags {
  readonly ifd0: Tags;
  readonly exif: Tags;
  readonly gps: Tags;
}

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

/** Photoshop's image resources, of a TIFF: tag 34377 of Adobe's TIFF notes for Photoshop 6.0. */
export const photoshopTag = 0x8649;

export const photoshopIn = ({ ifd0 }: ExifTags): Uint8Array | undefined => {
  const value = ifd0[photoshopTag];
  return value instanceof Uint8Array ? value : undefined;
};

/** The first number of a value; undefined where there is none or it is 0/0, EXIF's way to say "unknown". */
export const firstNumber = (value: TagValue | undefined): number | undefined => {
  const number = numbersOf(value)[0];
  return Number.isFinite(number) ? number : undefined;
};

/** Several bytes are no numbers: they may be anything, such as numbers of two bytes under the type "undefined". */
export const numbersOf = (value: TagValue | undefined): readonly number[] => {
  if (value === undefined || typeof value === 'string') return [];
  if (value instanceof Uint8Array && value.length > 1) return [];
  return typeof value === 'number' ? [value] : Array.from(value);
};
