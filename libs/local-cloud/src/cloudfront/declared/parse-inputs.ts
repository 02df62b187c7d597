import * as v from 'valibot';
import { describeProblems, type InertInput, inertInputsOf } from '../../declarations/declared-inputs.ts';
import { CloudFrontError } from './cloudfront-error.ts';

export interface ParsedInputs<T> {
  readonly inputs: T;
  readonly inert: readonly InertInput[];
}

/** @throws CloudFrontError InvalidArgument naming every input that is unknown, unsupported or malformed */
export const parseInputs = <const Schema extends v.GenericSchema>(
  what: string,
  schema: Schema,
  given: unknown,
): ParsedInputs<v.InferOutput<Schema>> => {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return { inputs: parsed.output, inert: inertInputsOf(schema, given) };
  const problems = describeProblems(parsed.issues);
  throw new CloudFrontError('InvalidArgument', `The ${what} cannot be created: ${problems.join('; ')}.`, {
    context: { problems },
  });
};

/** Lists are wrapped in CloudFront's API, and so in Pulumi's. */
export const itemsOf = <const Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.strictObject({ items: v.optional(v.array(item)) }),
    v.transform(({ items }) => items ?? []),
  );
