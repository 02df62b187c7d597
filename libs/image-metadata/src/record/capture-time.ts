import { captureTags, recorded, type ExifTags } from '../exif/exif-tags.ts';
import { cleanText } from '../values/text.ts';

/**
 * When the picture was taken, to the millisecond: as an instant (`2024-05-01T08:00:00.000Z`) where the camera wrote
 * its offset from UTC, otherwise as the time on the camera's clock, in no zone (`2024-05-01T10:00:00.000`).
 */
export type CapturedAt = { readonly instant: string } | { readonly local: string };

/**
 * Taken, else digitised, which cameras write alike. The time of the last change is no substitute: every program that
 * saves the file sets it. Nor is the time of the GPS fix: it can be hours older than the picture, and it would tell
 * the zone, and so the longitude, of a place that was asked to be dropped.
 */
const sources = [
  {
    date: captureTags.dateTimeOriginal,
    subSeconds: captureTags.subSecTimeOriginal,
    offset: captureTags.offsetTimeOriginal,
  },
  {
    date: captureTags.dateTimeDigitized,
    subSeconds: captureTags.subSecTimeDigitized,
    offset: captureTags.offsetTimeDigitized,
  },
];

/** The time of capture; undefined when no tag has one that exists. */
export const captureTime = (tags: ExifTags): CapturedAt | undefined => {
  const textOf = (tag: number) => cleanText(recorded(tags, 'exif', tag), 64);
  for (const { date, subSeconds, offset } of sources) {
    const capturedAt = capturedAtOf(textOf(date), textOf(subSeconds), textOf(offset));
    if (capturedAt !== undefined) return capturedAt;
  }
  return undefined;
};

/** EXIF writes `2024:05:01 10:00:00`; programs also write ISO 8601, with fraction and offset in the same text. */
const dateTime =
  /^(\d{4})[:/-](\d{2})[:/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))? ?(Z|[+-]\d{2}:?\d{2})?$/;

/** No photograph is older; EXIF has no time before it but typing errors and cleared fields. */
const oldestPhotograph = 1826;
/** An offset moves 9999 into a year that ISO 8601 writes with six digits. */
const lastYear = 9998;

/** The calendar is checked by hand and in UTC: the machine's own time zone never takes part. */
const capturedAtOf = (date = '', subSeconds = '', offset = ''): CapturedAt | undefined => {
  const [, year, month, day, hour, minute, second, fraction, inlineOffset] = dateTime.exec(date) ?? [];
  if (year === undefined || Number(year) < oldestPhotograph || Number(year) > lastYear) return undefined;

  // A text that holds fraction and offset itself says all at once; the tags beside it may be another program's.
  const onClock = `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds(fraction) ?? milliseconds(subSeconds) ?? '000'}`;
  const asIfUtc = Date.parse(`${onClock}Z`);
  // Date.parse lets 31 February and 24:00 pass as the day after.
  if (Number.isNaN(asIfUtc) || new Date(asIfUtc).toISOString() !== `${onClock}Z`) return undefined;

  const minutesEast = offsetMinutes(inlineOffset) ?? offsetMinutes(offset);
  if (minutesEast === undefined) return { local: onClock };
  return { instant: new Date(asIfUtc - minutesEast * 60_000).toISOString() };
};

/** Sub-second texts are the digits after the point: `5` is half a second. What some write behind them is no digit. */
const milliseconds = (text = '') => /^\d{1,3}/.exec(text)?.[0].padEnd(3, '0');

/** Offsets in use reach from -12:00 to +14:00 (IANA time zone database). */
const offsetMinutes = (offset = ''): number | undefined => {
  if (offset === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}|\d(?=:)):?([0-5]\d)$/.exec(offset) ?? [];
  if (sign === undefined) return undefined;
  const east = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return east >= -12 * 60 && east <= 14 * 60 ? east : undefined;
};
