import { inspect } from 'node:util';
import * as v from 'valibot';
import type { InvalidOption } from '../errors.ts';

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

/** For each option, when it is given and not `false`: those that are meaningless beside it. */
export type Exclusions<Option extends PropertyKey = string> = Readonly<
  Partial<Record<Option, readonly Option[]>>
>;

/** Options that contradict each other, or what is accepted without those that are meaningless. */
export const applyExclusions = (
  exclusions: Exclusions,
  entries: Entries,
  input: Readonly<Record<string, unknown>>,
): { entries: Entries } | { invalid: InvalidOption } => {
  const meaningless = new Set<string>();
  for (const [option, excluded = []] of Object.entries(exclusions)) {
    if (input[option] === undefined || input[option] === false) continue;
    for (const other of excluded) {
      if (input[other] !== undefined) {
        const expected = `no ${other} beside ${option}`;
        return { invalid: { option: other, expected, received: shown(input[other]) } };
      }
      meaningless.add(other);
    }
  }
  const remaining = Object.entries(entries).filter(([option]) => !meaningless.has(option));
  return { entries: Object.fromEntries(remaining) };
};

/** Reads an object, strangers first: a misspelt key explains the missing one, not the other way round. */
export const parseOptions = (
  entries: Entries,
  input: unknown,
): { output: object } | { invalid: InvalidOption } => {
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
      const [issue] = result.issues;
      const path = [option, ...(issue.path ?? []).map(({ key }) => String(key))];
      const received = issue.path === undefined ? input[option] : issue.input;
      return { invalid: { option: shownPath(path), expected: issue.message, received: shown(received) } };
    }
    if (result.output !== undefined) output[option] = result.output;
  }
  return { output };
};

/** Names of nested options are the sender's text. */
const shownPath = (path: readonly string[]): string =>
  path.map((key) => (/^\w{1,40}$/.test(key) ? key : shown(key))).join('.');

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
