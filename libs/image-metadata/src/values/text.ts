import type { TagValue } from './tag-value.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/**
 * EXIF text is ASCII by its standard; cameras and programs write UTF-8 or Latin-1 all the same. Latin-1 beyond ASCII
 * is next to never valid UTF-8, so what UTF-8 refuses is read as Windows-1252, Latin-1's superset.
 */
export const decodeText = (bytes: Uint8Array): string => {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
};

/**
 * What shows nothing and can make text lie: bidirectional overrides, zero-width and tag characters. The joiners and
 * the two emoji selectors stay, since Persian, Indic scripts and emoji are written with them.
 */
const invisible = /(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}/gu;
const controlsAndSpaces = /[\p{Cc}\s]+/gu;

/**
 * One line of harmless text out of a tag's value: up to the first NUL, where EXIF text ends and leftovers of longer
 * text often begin; control and invisible characters gone; white space single; halves of surrogate pairs replaced.
 *
 * @param most length to cut at, in UTF-16 code units
 * @returns undefined for what is blank or no text at all
 */
export const cleanText = (value: TagValue | undefined, most: number): string | undefined => {
  const text = textOf(value)
    .replace(/\0.*/su, '')
    .toWellFormed()
    .replace(invisible, '')
    .replace(controlsAndSpaces, ' ')
    .trim();
  return cut(text, most) || undefined;
};

const textOf = (value: TagValue | undefined): string => {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? decodeText(value) : '';
};

/** Never through the middle of a surrogate pair. */
const cut = (text: string, most: number) =>
  text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
