import * as v from 'valibot';
import { parseInputs } from '../../declarations/declared-inputs.ts';
import type { PolicyStatement } from '../../iam/policy-document.ts';

const schema = v.strictObject({
  statementId: v.optional(v.string()),
  action: v.string(),
  /** Name or ARN. */
  function: v.string(),
  principal: v.string(),
  sourceArn: v.optional(v.string()),
  sourceAccount: v.optional(v.string()),
});

/** Who may call a function, as an `aws:lambda/permission:Permission` declares it. */
export type Permission = v.InferOutput<typeof schema>;

/** Reads the inputs of an `aws:lambda/permission:Permission`. @throws InputError */
export const parsePermission = (given: unknown): Permission => parseInputs(schema, given).inputs;

/** The statement that Lambda makes of a permission and shows in the function's policy. */
export const permissionStatement = (
  sid: string,
  functionArn: string,
  { action, principal, sourceArn, sourceAccount }: Permission,
): PolicyStatement => {
  const condition = {
    ...(sourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': sourceArn } }),
    ...(sourceAccount !== undefined && { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
  };
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal:
      principal === '*' ? '*' : principal.includes('.') ? { Service: principal } : { AWS: principal },
    Action: action,
    Resource: functionArn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
};
