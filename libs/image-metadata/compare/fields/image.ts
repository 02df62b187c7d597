import type { Field, Rule } from '../comparison.ts';
import { firstDate } from '../exiftool-dates.ts';
import { number, tag, text } from '../exiftool-values.ts';
import type { ExiftoolTags } from '../exiftool.ts';

/** Where exiftool has the size of the picture itself. IFD0 is a TIFF's; elsewhere programs leave an old size there. */
const containers = ['File', 'PNG', 'GIF', 'RIFF', 'IFD0'];

/** Pixels as seen: AVIF and HEIC say by `irot` how they are turned, everything else by EXIF. */
const side = (upright: 'Width' | 'Height', turned: 'Width' | 'Height') => (tags: ExiftoolTags) => {
  const isTurned = /avif|hei[cf]/.test(text(tags['File:MIMEType']))
    ? (number('QuickTime:Rotation')(tags) ?? 0) % 180 !== 0
    : [5, 6, 7, 8].includes(number('IFD0:Orientation')(tags) ?? 1);
  return number(...containers.map((group) => `${group}:Image${isTurned ? turned : upright}`))(tags);
};

const animatedPng: Rule = {
  name: 'an animated PNG is a PNG',
  explains: (ours, theirs) => ours === 'image/png' && theirs === 'image/apng',
};

const heifByCodec: Rule = {
  name: 'a HEIF is named by its codec',
  explains: (ours, theirs) => ours === 'image/heic' && theirs === 'image/heif',
};

const noSuchDate: Rule = {
  name: 'a date that does not exist is none',
  explains: (ours, theirs) => {
    const [, year] = /^(\d{4})-\d\d-\d\dT[\d:]+\.\d{3}Z?$/.exec(text(theirs)) ?? [];
    return ours === undefined && theirs !== undefined && (year === undefined || Number(year) < 1826);
  },
};

/** exiftool knows offsets with a colon only, and sub-seconds and offsets beside dates of EXIF's own spelling only. */
const exifSpelling = /^\d{4}(:\d\d){2} \d\d(:\d\d){2}\|\d*\|([+-]\d\d?:\d\d)?$/;

const otherSpelling: Rule = {
  name: 'dates, sub-seconds and offsets are read in other spellings, too',
  explains: (ours, _theirs, tags) => {
    const [when = '', fraction = '', offset = ''] = ['DateTime', 'SubSecTime', 'OffsetTime'].map((name) =>
      text(tags[`ExifIFD:${name}Original`]),
    );
    if (exifSpelling.test([when, fraction, offset].join('|'))) return false;
    const [date = '', time] = when.split(/[ T]/);
    const clock = `${date.replaceAll(/[:/]/g, '-')}T${time}.${fraction.trim().slice(0, 3) || '0'}`;
    const instant = Date.parse(`${clock}${offset.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2') || 'Z'}`);
    if (Number.isNaN(instant)) return false;
    return ours === new Date(instant).toISOString().slice(0, offset === '' ? -1 : undefined);
  },
};

export const imageFields: readonly Field[] = [
  {
    name: 'contentType',
    ours: ({ contentType }) => contentType,
    theirs: tag('File:MIMEType'),
    rules: [animatedPng, heifByCodec],
  },
  { name: 'width', ours: ({ width }) => width, theirs: side('Width', 'Height') },
  { name: 'height', ours: ({ height }) => height, theirs: side('Height', 'Width') },
  {
    name: 'capturedAt',
    ours: ({ capturedAt: at }) => at && ('instant' in at ? at.instant : at.local),
    theirs: firstDate,
    rules: [noSuchDate, otherSpelling],
  },
];
