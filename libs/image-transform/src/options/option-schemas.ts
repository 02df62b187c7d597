import * as v from 'valibot';

/** The message of every schema says what is expected, in words that finish the sentence "Expected ...". */
export const wholeNumber = (from: number, to: number) => {
  const expected = `a whole number from ${from} to ${to}`;
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(from, expected),
    v.maxValue(to, expected),
  );
};

/** What becomes part of an object key, a URL or a file name, so that nothing in it ever needs escaping. */
export const nameForm = '1 to 32 lower-case letters, digits and inner hyphens';

/** A text of `nameForm`. @param expected how a message calls it */
export const safeName = (expected: string) =>
  v.pipe(v.string(expected), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, expected));

/** A number that need not be whole. */
export const numberBetween = (from: number, to: number) => {
  const expected = `a number from ${from} to ${to}`;
  return v.pipe(v.number(expected), v.minValue(from, expected), v.maxValue(to, expected));
};

/**
 * An option that is left out where it says what holds anyway: recipes travel in environment variables, which are
 * small, and one and the same rendering is written one way only.
 */
export const orLeftOut = <const Input, Output extends Input>(
  schema: v.GenericSchema<Input, Output>,
  fallback: Output,
) =>
  v.optional(
    v.pipe(
      schema,
      v.transform((value) => (value === fallback ? undefined : value)),
    ),
  );

/**
 * Longest side of a box, in pixels. A picture of 8192 x 8192 takes 8192 * 8192 * 4 bytes = 256 MiB
 * while it is encoded; a few of those at once still fit into a function of 1,769 MB.
 */
const maxSide = 8192;

export const side = wholeNumber(1, maxSide);
