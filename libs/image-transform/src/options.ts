import { inspect } from 'node:util';
import * as v from 'valibot';
import type { InvalidOption } from './errors.ts';

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

/**
 * Longest side of a box, in pixels. A picture of 8192 x 8192 takes 8192 * 8192 * 4 bytes = 256 MiB
 * while it is encoded; a few of those at once still fit into a function of 1,769 MB.
 */
const maxSide = 8192;

export const side = wholeNumber(1, maxSide);

/** A value as the reader of an error message should see it: recognisable and short, whatever it is. */
export const shown = (value: unknown): string =>
  value === undefined
    ? 'missing'
    : inspect(value, { depth: 0, maxStringLength: 60, maxArrayLength: 3, breakLength: Infinity }).slice(
        0,
        200,
      );

/** What is accepted under each key. */
export type Entries = Readonly<Record<string, v.GenericSchema>>;

/** Reads an object, strangers first: a misspelt key explains the missing one, not the other way round. */
export function parseOptions(
  entries: Entries,
  input: unknown,
): { output: object } | { invalid: InvalidOption } {
  if (!isObject(input))
    return { invalid: { option: 'value', expected: 'an object', received: shown(input) } };
  const stranger = Object.keys(input).find((key) => !Object.hasOwn(entries, key));
  if (stranger !== undefined) {
    const known = Object.keys(entries).join(', ');
    return { invalid: { option: shown(stranger), expected: `only these: ${known}`, received: 'not known' } };
  }
  const output: Record<string, unknown> = {};
  for (const [option, schema] of Object.entries(entries)) {
    const result = v.safeParse(schema, input[option], { abortEarly: true });
    if (!result.success) {
      return { invalid: { option, expected: result.issues[0].message, received: shown(input[option]) } };
    }
    output[option] = result.output;
  }
  return { output };
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
