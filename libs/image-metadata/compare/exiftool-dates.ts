import type { ExiftoolTags } from './exiftool.ts';

/** Composite tags hold sub-seconds and offset, too; exiftool makes them only where one of the two is there. */
const sources = [
  ['Composite:SubSecDateTimeOriginal', 'ExifIFD:DateTimeOriginal', 'IFD0:DateTimeOriginal'],
  ['Composite:SubSecCreateDate', 'ExifIFD:CreateDate', 'IFD0:CreateDate'],
];

/** When the picture was taken, else digitised, by exiftool: the first of them that is a date, as our record writes it. */
export const firstDate = (tags: ExiftoolTags): string | undefined => {
  const texts = sources.flatMap((names) => names.map((name) => tags[name]).find(Boolean) ?? []);
  return texts.map(String).map(asRecorded).find(Boolean) ?? texts.map(String)[0];
};

/** `2024:05:01 10:00:00.125+02:00` as an instant, or without its offset as the time on a clock; to the millisecond. */
const asRecorded = (text: string): string | undefined => {
  const [, year, month, day, time, fraction = '', offset] =
    /^(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,](\d+))? ?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const local = `${year}-${month}-${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  const isDate =
    !Number.isNaN(Date.parse(`${local}Z`)) && new Date(`${local}Z`).toISOString() === `${local}Z`;
  if (!isDate) return undefined;
  return offset === undefined ? local : new Date(`${local}${offset}`).toISOString();
};
