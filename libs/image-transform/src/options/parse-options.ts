import { isObject, shown } from '@image-pipeline/errors';
import * as v from 'valibot';
import type { InvalidOption } from '../errors.ts';

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
