import { escapedJson } from './escaped-json.ts';

const maxCharacters = 80;

/**
 * A value as the reader of an error message should see it: one line, recognisable and short, whatever it is. Text is
 * written as JSON, with every character escaped that could do more than be read: a name from outside can neither forge
 * a second line, nor command a terminal, nor reverse what stands beside it.
 * @returns at most 83 characters before escaping
 */
export const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return shortened(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = String(value);
  return text.length > maxCharacters ? shortened(text) : text;
};

const shortened = (text: string): string =>
  text.length > maxCharacters ? `${quoted(text.slice(0, maxCharacters))}…` : quoted(text);

/**
 * What JSON leaves as it is and a terminal or a browser obeys: control characters of the second block (U+009B begins
 * a terminal's commands), separators of lines, and marks that turn the direction in which text is read.
 */
const obeyed = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const quoted = (text: string): string => escapedJson(text, obeyed);
