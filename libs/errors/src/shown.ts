const maxCharacters = 80;

/**
 * A value as the reader of an error message should see it: one line, recognisable and short, whatever it is. Text is
 * written as JSON, which escapes quotes and control characters, so a name from outside cannot forge a second line.
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
  text.length > maxCharacters ? `${JSON.stringify(text.slice(0, maxCharacters))}…` : JSON.stringify(text);
