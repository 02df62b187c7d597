import * as v from 'valibot';
import { LocalCloudError, type ErrorContext } from '../errors.ts';

/** Declared inputs that a service has read. */
export interface Declared<Inputs> {
  readonly inputs: Inputs;
  /** What of them has no effect here. */
  readonly inert: readonly InertInput[];
}

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

/** An input that is unknown, malformed, or asks for what cannot be had here. */
export class InputError extends LocalCloudError<'unsupported-input'> {}

/**
 * Reads the inputs of a resource by the schema of its service.
 * @param refuse makes the error out of all problems in words, for a service whose API has a code of its own for it
 * @throws InputError, or what `refuse` makes, naming every input that is unknown, unsupported or malformed
 */
export const parseInputs = <const Schema extends v.GenericSchema>(
  schema: Schema,
  given: unknown,
  refuse: (problems: string, context: ErrorContext) => LocalCloudError = (problems, context) =>
    new InputError('unsupported-input', `${problems}.`, {
      remedy: 'What the local cloud accepts is in libs/local-cloud/src, in the folder of the service.',
      context,
    }),
): Declared<v.InferOutput<Schema>> => {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return { inputs: parsed.output, inert: inertInputsOf(schema, given) };
  const problems = parsed.issues.map(describeProblem);
  throw refuse(problems.join('; '), { problems });
};

/** Which input, what it is, what is expected. */
const describeProblem = (issue: v.BaseIssue<unknown>): string => {
  const path = v.getDotPath(issue) ?? 'the declaration';
  if (issue.expected === 'never') return `${path} is not supported`;
  if (issue.input === undefined) return `${path} is missing`;
  return `${path} is ${issue.received}, expected ${issue.message}`;
};

/** The declared inputs that the schema calls inert, however deep they lie. */
const inertInputsOf = (
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
