import * as v from 'valibot';

/** A declared input without effect on this machine, and why. */
export interface InertInput {
  /** Its path, such as `defaultCacheBehavior.compress`. */
  readonly input: string;
  readonly reason: string;
}

/** Declares an input that is accepted and has no effect here, and says why. */
export const inertInput = (reason: string) => v.pipe(v.optional(v.unknown()), v.metadata({ inert: reason }));

/** An integer between two bounds, refused with both and the unit. */
export const integerInput = (min: number, max: number, unit: string) => {
  const expected = `an integer from ${min} to ${max} (${unit})`;
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(min, expected),
    v.maxValue(max, expected),
  );
};

/** Every problem in words: which input, what it is, what is expected. */
export const describeProblems = (issues: readonly v.BaseIssue<unknown>[]): string[] =>
  issues.map((issue) => {
    const path = v.getDotPath(issue) ?? 'the declaration';
    if (issue.expected === 'never') return `${path} is not supported`;
    if (issue.input === undefined) return `${path} is missing`;
    return `${path} is ${issue.received}, expected ${issue.message}`;
  });

/** The declared inputs that the schema calls inert, however deep they lie. */
export const inertInputsOf = (
  schema: v.GenericSchema,
  value: unknown,
  path: readonly (string | number)[] = [],
): InertInput[] => {
  if (value === undefined) return [];
  const { inert: reason } = v.getMetadata(schema) as { inert?: string };
  if (reason !== undefined) return [{ input: path.join('.'), reason }];
  const { entries, item, wrapped } = schema as SchemaParts;
  if (wrapped !== undefined) return inertInputsOf(wrapped, value, path);
  if (item !== undefined && Array.isArray(value)) {
    return value.flatMap((each, index) => inertInputsOf(item, each, [...path, index]));
  }
  return Object.entries(entries ?? {}).flatMap(([key, each]) =>
    inertInputsOf(each, (value as Record<string, unknown>)[key], [...path, key]),
  );
};

/** The parts of an object's, an array's and an optional schema. */
interface SchemaParts {
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly wrapped?: v.GenericSchema;
}
