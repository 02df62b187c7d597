import type { DescriptionField } from '../values/raw-description.ts';
import type { TagValue } from '../values/tag-value.ts';

/** Bytes that each data set may have at most: IPTC-IIM 4.2, chapter 6. */
const mostBytes: Readonly<Record<DescriptionField, number>> = {
  title: 64,
  caption: 2000,
  creator: 32,
  rights: 128,
  keywords: 64,
};

/**
 * IPTC's texts, those that were cut off at its limit in full where XMP has them at the same place: MWG Guidelines 2.0,
 * section 3. A text that is shorter, and the start of XMP's all the same, was made so by a person.
 */
export const recovered = (
  field: DescriptionField,
  iptc: readonly TagValue[],
  xmp: readonly TagValue[] = [],
): readonly TagValue[] =>
  iptc.map((text, index) => {
    const whole = xmp[index];
    if (typeof text !== 'string' || typeof whole !== 'string') return text;
    return isAtLimit(text, mostBytes[field]) && whole.startsWith(text) ? whole : text;
  });

/** In an encoding of one byte a letter, or in UTF-8, where the limit may have gone through a letter of up to four. */
const isAtLimit = (text: string, most: number): boolean => {
  const bytes = Buffer.byteLength(text);
  return text.length === most || (bytes > most - 4 && bytes <= most);
};
