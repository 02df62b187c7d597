import { gpsTags, type ExifTags, type Tags } from '../exif/exif-tags.ts';
import { firstNumber, numbersOf, type TagValue } from '../values/tag-value.ts';
import { cleanText } from '../values/text.ts';

/** What becomes of the place a picture was taken at; see `ExtractOptions.location`. */
export const locationPolicies = ['keep', 'coarse', 'drop'] as const;

/** One of them. */
export type LocationPolicy = (typeof locationPolicies)[number];

/** Where the picture was taken, on WGS 84 as GPS receivers report it. */
export interface Location {
  /** Degrees north of the equator, -90 to 90. */
  readonly latitude: number;
  /** Degrees east of Greenwich, -180 to 180. */
  readonly longitude: number;
  /** Metres above sea level, negative below; never with the policy `coarse`. */
  readonly altitude?: number;
  /** Never with the policy `coarse`. */
  readonly direction?: Direction;
}

/** Where the camera pointed when the picture was taken. */
export interface Direction {
  /** Clockwise from north, 0 to below 360. */
  readonly degrees: number;
  /** The pole that `degrees` counts from; absent when the camera does not say. They differ by up to 180 degrees. */
  readonly north?: 'true' | 'magnetic';
}

/** The location as far as the policy lets it out; undefined where there is none or its numbers make no place. */
export const locationOf = ({ gps }: ExifTags, policy: LocationPolicy): Location | undefined => {
  if (policy === 'drop') return undefined;
  const latitude = degrees(gps[gpsTags.latitude], hemisphere(gps[gpsTags.latitudeRef], 'N', 'S'), 90);
  const longitude = degrees(gps[gpsTags.longitude], hemisphere(gps[gpsTags.longitudeRef], 'E', 'W'), 180);
  if (latitude === undefined || longitude === undefined) return undefined;
  // Receivers without a fix write zeros; the point itself is open sea off Ghana.
  if (latitude === 0 && longitude === 0) return undefined;
  if (policy === 'coarse') {
    return { latitude: roundTo(latitude, coarseDecimals), longitude: roundTo(longitude, coarseDecimals) };
  }
  const altitude = metres(gps);
  const direction = directionOf(gps);
  return {
    latitude: roundTo(latitude, exactDecimals),
    longitude: roundTo(longitude, exactDecimals),
    ...(altitude !== undefined && { altitude }),
    ...(direction && { direction }),
  };
};

/** A tenth of a degree is 11.1 km from north to south, and at most that from east to west. */
const coarseDecimals = 1;
/** 1 cm: finer than any receiver, coarse enough to hide the noise of dividing by 60. */
const exactDecimals = 7;

/** Adding zero turns -0 into 0, which JSON and DynamoDB write differently. */
const roundTo = (value: number, decimals: number) => Number(value.toFixed(decimals)) + 0;

/** The standard's one capital letter, a lower-case one, or the word. Without it a number is no place. */
const hemisphere = (ref: TagValue | undefined, positive: string, negative: string): 1 | -1 | undefined => {
  const letter = cleanText(ref, 1)?.toUpperCase();
  if (letter === positive) return 1;
  return letter === negative ? -1 : undefined;
};

/**
 * Degrees, minutes and seconds to signed degrees. Receivers also write whole degrees and decimal minutes with the
 * seconds left out or 0/0, or decimal degrees alone; unknown degrees or minutes could be anywhere within 111 km.
 */
const degrees = (value: TagValue | undefined, sign: 1 | -1 | undefined, most: number): number | undefined => {
  const [whole = NaN, minutes = 0, seconds = 0] = numbersOf(value);
  const parts = [whole, minutes, Number.isNaN(seconds) ? 0 : seconds];
  if (sign === undefined || !parts.every((part) => Number.isFinite(part) && part >= 0)) return undefined;
  const magnitude = parts.reduce((sum, part, index) => sum + part / 60 ** index, 0);
  return magnitude <= most ? sign * magnitude : undefined;
};

/** 1 is below sea level; EXIF 3.0 adds 3, below the ellipsoid. Without a reference the standard says above. */
const below = new Set([1, 3]);
/** Deeper than any sea, higher than any satellite that carries a camera with EXIF. */
const altitudeRange = { least: -12_000, most: 1_000_000 };

const metres = (gps: Tags): number | undefined => {
  const altitude = firstNumber(gps[gpsTags.altitude]);
  if (altitude === undefined) return undefined;
  const signed = below.has(firstNumber(gps[gpsTags.altitudeRef]) ?? 0) ? -Math.abs(altitude) : altitude;
  return signed >= altitudeRange.least && signed <= altitudeRange.most ? roundTo(signed, 2) : undefined;
};

const norths = { T: 'true', M: 'magnetic' } as const;

/** GPSImgDirection and its reference: EXIF 2.32, section 4.6.6, tags 16 and 17. Some write a full circle for north. */
const directionOf = (gps: Tags): Direction | undefined => {
  const recorded = firstNumber(gps[gpsTags.direction]);
  if (recorded === undefined || recorded < 0 || recorded > 360) return undefined;
  const north = norths[cleanText(gps[gpsTags.directionRef], 1)?.toUpperCase() as keyof typeof norths];
  return { degrees: roundTo(recorded, 2) % 360, ...(north && { north }) };
};
