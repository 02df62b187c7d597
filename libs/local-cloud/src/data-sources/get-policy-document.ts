import { createHash } from 'node:crypto';
import * as v from 'valibot';

const texts = v.optional(v.array(v.string()));
const principals = v.optional(
  v.array(v.strictObject({ type: v.string(), identifiers: v.array(v.string()) })),
);

const declaredStatement = v.strictObject({
  sid: v.optional(v.string()),
  effect: v.optional(v.picklist(['Allow', 'Deny']), 'Allow'),
  actions: texts,
  notActions: texts,
  resources: texts,
  notResources: texts,
  principals,
  notPrincipals: principals,
  conditions: v.optional(
    v.array(v.strictObject({ test: v.string(), variable: v.string(), values: v.array(v.string()) })),
  ),
});

export const policyDocumentArgs = v.strictObject({
  version: v.optional(v.picklist(['2012-10-17', '2008-10-17']), '2012-10-17'),
  policyId: v.optional(v.string()),
  statements: v.optional(v.array(declaredStatement), []),
  sourcePolicyDocuments: v.optional(v.array(v.string()), []),
  overridePolicyDocuments: v.optional(v.array(v.string()), []),
});

type Arguments = v.InferOutput<typeof policyDocumentArgs>;
type DeclaredStatement = v.InferOutput<typeof declaredStatement>;
type Statement = Readonly<Record<string, unknown>> & { readonly Sid?: string | undefined };

/**
 * Builds a policy as `aws.iam.getPolicyDocument` does: statements of source documents first, replaced by statements
 * of the same `sid` that are given here, replaced by those of override documents.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
 */
export const getPolicyDocument = (args: Arguments) => {
  const statements = [
    ...args.sourcePolicyDocuments.map(statementsOf),
    args.statements.map((statement) => policyStatement(statement, args.version)),
    ...args.overridePolicyDocuments.map(statementsOf),
  ].reduce(replaceBySid, []);
  const document = {
    Version: args.version,
    ...(args.policyId !== undefined && { Id: args.policyId }),
    Statement: statements,
  };
  const minifiedJson = JSON.stringify(document);
  return {
    id: createHash('sha256').update(minifiedJson).digest('hex').slice(0, 10),
    json: JSON.stringify(document, null, 2),
    minifiedJson,
    version: args.version,
  };
};

const statementsOf = (document: string): Statement[] => {
  const { Statement: statements } = JSON.parse(document) as { Statement?: Statement | Statement[] };
  return statements === undefined ? [] : [statements].flat();
};

const replaceBySid = (earlier: readonly Statement[], later: readonly Statement[]): Statement[] => {
  const replacements = new Map(
    later.flatMap((statement) => (statement.Sid ? [[statement.Sid, statement]] : [])),
  );
  const sids = new Set(earlier.map((statement) => statement.Sid));
  return [
    ...earlier.map((statement) => (statement.Sid && replacements.get(statement.Sid)) || statement),
    ...later.filter((statement) => !statement.Sid || !sids.has(statement.Sid)),
  ];
};

const policyStatement = (declared: DeclaredStatement, version: string): Statement => {
  // `&{aws:username}` stands for a policy variable, because `${…}` means something to the language. Policies of the
  // older version know no variables.
  const withVariables = (values: readonly string[]) =>
    version === '2012-10-17' ? values.map((value) => value.replaceAll('&{', '${')) : values;
  const entries = {
    Sid: declared.sid,
    Effect: declared.effect,
    Action: oneOrMany(declared.actions),
    NotAction: oneOrMany(declared.notActions),
    Resource: oneOrMany(declared.resources && withVariables(declared.resources)),
    NotResource: oneOrMany(declared.notResources && withVariables(declared.notResources)),
    Principal: principalElement(declared.principals, withVariables),
    NotPrincipal: principalElement(declared.notPrincipals, withVariables),
    Condition: conditionElement(declared.conditions, withVariables),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
};

type Texts = readonly string[];

/** IAM writes a list of one as the thing itself. */
const oneOrMany = (values: Texts | undefined): string | Texts | undefined =>
  values?.length === 1 ? values[0] : values?.length === 0 ? undefined : values;

const principalElement = (
  declared: DeclaredStatement['principals'],
  withVariables: (values: Texts) => Texts,
): unknown => {
  if (declared === undefined || declared.length === 0) return undefined;
  if (declared.some(({ type }) => type === '*')) return '*';
  const byType = Map.groupBy(declared, ({ type }) => type);
  return Object.fromEntries(
    [...byType].map(([type, entries]) => [
      type,
      oneOrMany(withVariables(entries.flatMap(({ identifiers }) => identifiers))),
    ]),
  );
};

const conditionElement = (
  declared: DeclaredStatement['conditions'],
  withVariables: (values: Texts) => Texts,
): unknown => {
  if (declared === undefined || declared.length === 0) return undefined;
  const byTest = Map.groupBy(declared, ({ test }) => test);
  return Object.fromEntries(
    [...byTest].map(([test, ofTest]) => {
      const byVariable = Map.groupBy(ofTest, ({ variable }) => variable);
      return [
        test,
        Object.fromEntries(
          [...byVariable].map(([variable, entries]) => [
            variable,
            oneOrMany(withVariables(entries.flatMap(({ values }) => values))),
          ]),
        ),
      ];
    }),
  );
};
