import { within, type Field, type Rule } from '../comparison.ts';
import { number, text } from '../exiftool-values.ts';
import type { ExiftoolTags } from '../exiftool.ts';

type Coordinate = 'GPSLatitude' | 'GPSLongitude';

/** Of degrees that it cannot read, such as those with seconds of 0/0, exiftool says nothing, and makes 0 in a composite. */
const isUnread = (tags: ExiftoolTags, name: Coordinate) => tags[`GPS:${name}`] === '';

/** With its sign, from the number and its letter. */
const degrees = (name: Coordinate) => (tags: ExiftoolTags) =>
  isUnread(tags, name) ? undefined : number(`Composite:${name}`)(tags);

const isPlace = (tags: ExiftoolTags): boolean => {
  const [latitude = NaN, longitude = NaN] = [degrees('GPSLatitude')(tags), degrees('GPSLongitude')(tags)];
  const letters = ['GPS:GPSLatitudeRef', 'GPS:GPSLongitudeRef'].map((name) => text(tags[name]).slice(0, 1));
  const isInRange = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isInRange && !(latitude === 0 && longitude === 0) && /^[NS][EW]$/i.test(letters.join(''));
};

const noPlace: Rule = {
  name: 'a place needs both letters, degrees in range, and is not exactly 0, 0',
  explains: (ours, _theirs, tags) => ours === undefined && !isPlace(tags),
};

const unknownSeconds = (name: Coordinate): Rule => ({
  name: 'seconds may be unknown',
  explains: (ours, theirs, tags) => ours !== undefined && theirs === undefined && isUnread(tags, name),
});

const noAltitude: Rule = {
  name: 'an altitude lies between the deepest sea and the highest satellite',
  explains: (ours, theirs) =>
    ours === undefined && !(Number(theirs) >= -12_000 && Number(theirs) <= 1_000_000),
};

const noDirection: Rule = {
  name: 'a direction has 0 to 360 degrees',
  explains: (ours, _theirs, tags) => {
    const recorded = number('GPS:GPSImgDirection')(tags) ?? NaN;
    return ours === undefined && !(recorded >= 0 && recorded <= 360);
  },
};

const fullCircle: Rule = {
  name: 'a full circle is north',
  explains: (ours, theirs) => ours === 0 && Number(theirs) > 359.99,
};

const norths: Readonly<Record<string, string>> = { T: 'true', M: 'magnetic' };

/** Half of the last decimal that we keep: 7 of a degree, 2 of a metre and of a direction. exiftool prints them all. */
const [sameDegrees, sameHundredths] = [within(0.51e-7), within(0.0051)];

export const locationFields: readonly Field[] = [
  {
    name: 'location.latitude',
    ours: ({ location }) => location?.latitude,
    theirs: degrees('GPSLatitude'),
    same: sameDegrees,
    rules: [noPlace, unknownSeconds('GPSLatitude')],
  },
  {
    name: 'location.longitude',
    ours: ({ location }) => location?.longitude,
    theirs: degrees('GPSLongitude'),
    same: sameDegrees,
    rules: [noPlace, unknownSeconds('GPSLongitude')],
  },
  {
    name: 'location.altitude',
    ours: ({ location }) => location?.altitude,
    // Without a reference there is no composite; the standard says above.
    theirs: number('Composite:GPSAltitude', 'GPS:GPSAltitude'),
    same: sameHundredths,
    rules: [noPlace, noAltitude],
  },
  {
    name: 'location.direction.degrees',
    ours: ({ location }) => location?.direction?.degrees,
    theirs: number('GPS:GPSImgDirection'),
    same: sameHundredths,
    rules: [noPlace, fullCircle, noDirection],
  },
  {
    name: 'location.direction.north',
    ours: ({ location }) => location?.direction?.north,
    theirs: (tags) => norths[text(tags['GPS:GPSImgDirectionRef']).toUpperCase()],
    rules: [noPlace, noDirection],
  },
];
