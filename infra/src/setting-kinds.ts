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

/** In MB. Judged by the arithmetic of the function's limits: in less than that, no picture could be rendered. */
export const functionMemory = (fallback: number): Setting<number> => ({
  fallback,
  schema: v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const megabytes = /^[0-9]+$/.test(dataset.value) ? Number(dataset.value) : NaN;
      try {
        limitsForMemory(megabytes);
        return megabytes;
      } catch (error) {
        if (!isInvalidLimit(error)) throw error;
        addIssue({ message: `${error.context.expected} (MB)` });
        return NEVER;
      }
    }),
  ),
});

const isInvalidLimit = (error: unknown): error is LimitError =>
  error instanceof Error && 'code' in error && error.code === 'invalid-limit';

/** One of a few words. */
export const oneOf = <const T extends string>(fallback: T, values: readonly T[]): Setting<T> => ({
  fallback,
  schema: v.pipe(v.string(), v.picklist(values, `one of ${values.join(', ')}`)),
});

/** One of a few whole numbers. */
export const oneNumberOf = (fallback: number, values: readonly number[], unit: string): Setting<number> => ({
  fallback,
  schema: v.pipe(
    v.string(),
    v.picklist(values.map(String), `one of ${values.join(', ')} (${unit})`),
    v.transform(Number),
  ),
});

/** `true` or `false`, written out. */
export const flag = (fallback: boolean): Setting<boolean> => ({
  fallback,
  schema: v.pipe(
    v.string(),
    v.picklist(['true', 'false'], 'true or false'),
    v.transform((value) => value === 'true'),
  ),
});

/** Read by the parser that the function uses, so that a wrong recipe stops a deployment and not the first upload. */
export const recipeList = (defaults: readonly Recipe[]): Setting<readonly Recipe[]> => ({
  fallback: '',
  schema: v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return parseRecipes(dataset.value === '' ? defaults : JSON.parse(dataset.value));
      } catch (error) {
        if (!(error instanceof RecipeError || error instanceof SyntaxError)) throw error;
        addIssue({ message: `a JSON array of recipes (${error.message}), or nothing` });
        return NEVER;
      }
    }),
  ),
});
