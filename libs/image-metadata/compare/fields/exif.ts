import { allowedExif } from '../../src/exif/allowed-exif.ts';
import { cleanText } from '../../src/values/text.ts';
import type { Field, Rule, Value } from '../comparison.ts';
import { number, tag, text } from '../exiftool-values.ts';
import { notUtf8, tidied } from '../text-rules.ts';

/** With MWG, exiftool parts the names in Artist and takes their quotes away. */
const joined = (names: Value): Value => (Array.isArray(names) ? names.join('; ') : names);

const artistAsRecorded: Rule = {
  name: 'names in Artist keep their quotes',
  explains: (ours, theirs) => {
    const [recorded, printed] = [text(ours), cleanText(text(theirs), Infinity) ?? ''].map(withoutQuotes);
    // The bound may have cut off more letters for the quotes that were among them.
    return recorded === printed || (text(ours).length > 250 && printed?.startsWith(recorded ?? '') === true);
  },
};

const withoutQuotes = (names: string): string => names.replaceAll('"', '');

const outOfRange = (least: number, most: number, isWhole: boolean): Rule => ({
  name: 'a number out of the range of its tag is none',
  explains: (ours, theirs) => {
    const fits = Number(theirs) >= least && Number(theirs) <= most && (!isWhole || Number.isInteger(theirs));
    return ours === undefined && !fits;
  },
});

/** Seven digits. */
const sameNumber = (ours: Value, theirs: Value): boolean =>
  Math.abs(Number(ours) - Number(theirs)) <= Math.abs(Number(theirs)) * 1e-6;

/** exiftool has the same names for tags as the record. */
export const exifFields: readonly Field[] = Object.entries(allowedExif).map(([name, allowed]) => {
  const groups = allowed.ifd === 'ifd0' ? ['IFD0'] : ['ExifIFD', 'IFD0'];
  const exiftoolNames = groups.map((group) => `${group}:${name}`);
  const field = {
    name: `exif.${name}`,
    ours: ({ exif }: { readonly exif: Readonly<Record<string, string | number>> }) => exif[name],
  };
  if (allowed.kind !== 'text') {
    const rules = [outOfRange(allowed.least, allowed.most, allowed.kind === 'integer')];
    return { ...field, theirs: number(...exiftoolNames), same: sameNumber, rules };
  }
  const rules = [tidied(allowed.most), notUtf8, ...(name === 'Artist' ? [artistAsRecorded] : [])];
  return { ...field, theirs: (tags) => joined(tag(...exiftoolNames)(tags)), rules };
});
