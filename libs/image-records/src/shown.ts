import { inspect } from 'node:util';

const maxCharacters = 80;

/** A value for an error message: one line, control characters escaped, of bounded length whatever it is. */
export const shown = (value: unknown): string => {
  const text = inspect(value, {
    depth: 0,
    breakLength: Infinity,
    compact: true,
    maxArrayLength: 5,
    maxStringLength: maxCharacters,
  });
  return text.length > maxCharacters + 40 ? `${text.slice(0, maxCharacters)}…` : text;
};
