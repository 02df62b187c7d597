/**
 * A value as JSON on one line, in which what the pattern finds is escaped beside what JSON itself escapes: terminals and
 * browsers obey characters that JSON leaves as they are. It stays JSON of the same value.
 * @param pattern with the flag `g`; of characters that stand in texts alone
 */
export const escapedJson = (value: unknown, pattern: RegExp): string =>
  JSON.stringify(value).replace(pattern, (found) => found.split('').map(escaped).join(''));

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
