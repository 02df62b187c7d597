const maxCharacters = 80;

/** A value for an error message: one line of bounded length, whatever it is. */
export const shown = (value: unknown): string => {
  if (typeof value === 'string') return shortened(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
};

/** JSON escapes quotes and control characters, so a name from outside cannot forge a second line. */
const shortened = (text: string): string =>
  text.length > maxCharacters ? `${JSON.stringify(text.slice(0, maxCharacters))}…` : JSON.stringify(text);
