import { cleanText } from '../src/values/text.ts';
import { equal, type Rule, type Value } from './comparison.ts';
import { texts } from './exiftool-values.ts';

export const tidied = (most: number): Rule => ({
  name: 'text is one bounded line without what cannot be seen',
  explains: (ours, theirs) => typeof theirs === 'string' && ours === cleanText(theirs, most),
});

export const tidiedList = (most: number, items: number): Rule => ({
  name: 'a list has each text once, as one bounded line, and so many at most',
  explains: (ours, theirs) => {
    const tidy = texts(theirs).flatMap((one) => cleanText(one, most) ?? []);
    return equal(texts(ours), [...new Set(tidy)].slice(0, items));
  },
});

/** exiftool prints ? for each byte that is no UTF-8. */
export const notUtf8: Rule = {
  name: 'text that is no UTF-8 is read as Windows-1252',
  explains: (ours, theirs) => {
    const printed = lines(theirs).map((line) => [...(cleanText(line, Infinity) ?? '')]);
    return (
      printed.flat().includes('?') &&
      lines(ours).every((line, item) => [...line].every((letter, at) => couldBe(letter, printed[item]?.[at])))
    );
  },
};

const lines = (value: Value): readonly string[] => (typeof value === 'string' ? [value] : texts(value));

const couldBe = (letter: string, printed: string | undefined): boolean =>
  letter === printed || (printed === '?' && !/[\x21-\x7e]/.test(letter));
