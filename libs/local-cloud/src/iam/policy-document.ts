import * as v from 'valibot';

const oneOrMany = v.union([v.string(), v.array(v.string())]);
const principal = v.union([v.literal('*'), v.record(v.string(), oneOrMany)]);

const statement = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Principal: v.optional(principal),
  NotPrincipal: v.optional(principal),
  Action: v.optional(oneOrMany),
  NotAction: v.optional(oneOrMany),
  Resource: v.optional(oneOrMany),
  NotResource: v.optional(oneOrMany),
  Condition: v.optional(
    v.record(v.string(), v.record(v.string(), v.union([oneOrMany, v.number(), v.boolean()]))),
  ),
});

const document = v.strictObject({
  Version: v.optional(v.picklist(['2012-10-17', '2008-10-17'])),
  Id: v.optional(v.string()),
  /** One statement may stand without a list. */
  Statement: v.pipe(
    v.unknown(),
    v.transform((statements) => (Array.isArray(statements) ? (statements as unknown[]) : [statements])),
    v.array(statement),
  ),
});

export type PolicyStatement = v.InferOutput<typeof statement>;

/**
 * A policy, read from the text that a program declares.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const policyDocument = v.pipe(
  v.string('a policy as JSON text'),
  v.parseJson(undefined, 'a policy as JSON text'),
  document,
);

export type PolicyDocument = v.InferOutput<typeof policyDocument>;
