import * as v from 'valibot';
import { parseInputs, type Declared } from '../../declarations/declared-inputs.ts';
import { CloudFrontError } from './cloudfront-error.ts';

/**
 * A reader of what a program declares of CloudFront.
 * @param what names it in the error: CloudFrontError InvalidArgument
 */
export const inputsReader =
  <const Schema extends v.GenericSchema>(what: string, schema: Schema) =>
  (given: unknown): Declared<v.InferOutput<Schema>> =>
    parseInputs(
      schema,
      given,
      (problems, context) =>
        new CloudFrontError('InvalidArgument', `The ${what} cannot be created: ${problems}.`, { context }),
    );

/** Lists are wrapped in CloudFront's API, and so in Pulumi's. */
export const itemsOf = <const Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.strictObject({ items: v.optional(v.array(item)) }),
    v.transform(({ items }) => items ?? []),
  );
