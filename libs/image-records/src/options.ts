import * as v from 'valibot';
import { InvalidArgumentError } from './errors.ts';

/** What each option has to be, for the message. Unknown options are refused with this list of names. */
type Expectations<Options> = { readonly [Option in keyof Options]-?: string };

/**
 * Parses the options of a function, so that a misspelt or ill-typed one is told by its name.
 *
 * @param what whose options, such as `list`
 * @throws InvalidArgumentError
 */
export const readOptions = <Options>(
  what: string,
  schema: v.GenericSchema<unknown, Options>,
  expectations: Expectations<Options>,
  options: unknown,
): Options => {
  const { success, output, issues } = v.safeParse(schema, options);
  if (success) return output;
  const place = issues[0].path?.at(-1);
  if (place === undefined) throw new InvalidArgumentError(`${what} options`, 'an object', options);
  const expected: Readonly<Record<string, string>> = expectations;
  const name = String(place.key);
  const names = Object.keys(expected).join(', ');
  throw new InvalidArgumentError(
    `${what} option ${name}`,
    expected[name] ?? `none but ${names}`,
    place.value,
  );
};
