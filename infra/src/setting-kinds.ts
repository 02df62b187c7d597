import { errorCode } from '@image-pipeline/errors';
import { limitsForMemory } from '@image-pipeline/image-transform/memory-limits';
import { parseRecipes, RecipeError, type Recipe } from '@image-pipeline/image-transform/recipes';
import type { LimitError } from '@image-pipeline/image-transform';
import * as v from 'valibot';

/**
 * One setting: what it is when the stack says nothing, and how its text is read.
 * The message of every schema says what is expected, in words that finish the sentence "Expected ...".
 */
export interface Setting<T> {
  readonly fallback: string | number | boolean;
  readonly schema: v.GenericSchema<string, T>;
}

/** Text of a form. @param expected the form in words */
export const text = (fallback: string, expected: string, pattern: RegExp): Setting<string> => ({
  fallback,
  schema: v.pipe(v.string(), v.regex(pattern, expected)),
});

/** Pulumi requires every described setting that has no default, so a default of nothing stands for "not set". */
export const optionalText = (expected: string, pattern: RegExp): Setting<string | undefined> => ({
  fallback: '',
  schema: v.pipe(
    v.string(),
    v.check((value) => value === '' || pattern.test(value), `${expected}, or nothing`),
    v.transform((value) => (value === '' ? undefined : value)),
  ),
});

/** A whole number within bounds, both included. */
export const wholeNumber = (fallback: number, from: number, to: number, unit: string): Setting<number> => {
  const expected = `a whole number from ${from} to ${to} (${unit})`;
  return {
    fallback,
    schema: v.pipe(
      v.string(),
      v.regex(/^-?[0-9]{1,15}$/, expected),
      v.transform(Number),
      v.minValue(from, expected),
      v.maxValue(to, expected),
    ),
  };
};

/** One of a few words. */
export const oneOf = <const T extends string>(fallback: T, values: readonly T[]): Setting<T> =>
  choice(fallback, values, `one of ${values.join(', ')}`, (value) => value);

/** One of a few whole numbers. */
export const oneNumberOf = (fallback: number, values: readonly number[], unit: string): Setting<number> =>
  choice(fallback, values.map(String), `one of ${values.join(', ')} (${unit})`, Number);

/** `true` or `false`, written out. */
export const flag = (fallback: boolean): Setting<boolean> =>
  choice(fallback, ['true', 'false'], 'true or false', (value) => value === 'true');

const choice = <const Text extends string, T extends Setting<unknown>['fallback']>(
  fallback: T,
  texts: readonly Text[],
  expected: string,
  read: (text: Text) => T,
): Setting<T> => ({ fallback, schema: v.pipe(v.string(), v.picklist(texts, expected), v.transform(read)) });

/** In MB. Judged by the arithmetic of the function's limits: in less than that, no picture could be rendered. */
export const functionMemory = (fallback: number): Setting<number> => ({
  fallback,
  schema: readBy(
    (text) => {
      const megabytes = /^[0-9]+$/.test(text) ? Number(text) : NaN;
      limitsForMemory(megabytes);
      return megabytes;
    },
    (error) => (isInvalidLimit(error) ? `${error.context.expected} (MB)` : undefined),
  ),
});

/** By its code: the program loads nothing of the libs but what it works with. */
const isInvalidLimit = (error: unknown): error is LimitError => errorCode(error) === 'invalid-limit';

/** Read by the parser that the function uses, so that a wrong recipe stops a deployment and not the first upload. */
export const recipeList = (defaults: readonly Recipe[]): Setting<readonly Recipe[]> => ({
  fallback: '',
  schema: readBy(
    (text) => parseRecipes(text === '' ? defaults : JSON.parse(text)),
    (error) =>
      error instanceof RecipeError || error instanceof SyntaxError
        ? `a JSON array of recipes (${error.message}), or nothing`
        : undefined,
  ),
});

/** A text that a function reads which throws. @param expectation undefined when the error is none about the text */
const readBy = <T>(read: (text: string) => T, expectation: (error: unknown) => string | undefined) =>
  v.pipe(
    v.string(),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      try {
        return read(dataset.value);
      } catch (error) {
        const message = expectation(error);
        if (message === undefined) throw error;
        addIssue({ message });
        return NEVER;
      }
    }),
  );
