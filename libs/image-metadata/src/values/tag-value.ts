/** One tag's value as the parser hands it over: text, one number, several, or raw bytes. */
export type TagValue = string | number | ArrayLike<number>;

/** The first number of a value; undefined where there is none or it is 0/0, EXIF's way to say "unknown". */
export const firstNumber = (value: TagValue | undefined): number | undefined => {
  const number = numbersOf(value)[0];
  return Number.isFinite(number) ? number : undefined;
};

/** Several bytes are no numbers: they may be anything, such as numbers of two bytes under the type "undefined". */
export const numbersOf = (value: TagValue | undefined): readonly number[] => {
  if (value === undefined || typeof value === 'string') return [];
  if (value instanceof Uint8Array && value.length > 1) return [];
  return typeof value === 'number' ? [value] : Array.from(value);
};
