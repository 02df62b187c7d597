import * as v from 'valibot';
import type { PolicyStatement } from '../iam/policy-document.ts';
import { physicalName } from './described-name.ts';
import { functionArn } from './function.ts';
import { defineResource } from './resource-handler.ts';

export const permission = defineResource({
  type: 'aws:lambda/permission:Permission',
  inputs: {
    statementId: v.optional(v.string()),
    action: v.string(),
    /** Name or ARN. */
    function: v.string(),
    principal: v.string(),
    sourceArn: v.optional(v.string()),
    sourceAccount: v.optional(v.string()),
  },
  describe(declaration, { region }) {
    const statementId = physicalName(declaration, 'statementId');
    return { id: statementId, outputs: { statementId, region } };
  },
  realise(inputs, { services, described }) {
    const arn = inputs.function.startsWith('arn:')
      ? inputs.function
      : functionArn(services.account, inputs.function);
    services.policies.addFunctionStatement(arn, statementOf(described.id, arn, inputs));
  },
});

interface Inputs {
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
  readonly sourceAccount?: string | undefined;
}

/** The statement that Lambda makes of a permission and shows in the function's policy. */
const statementOf = (
  sid: string,
  arn: string,
  { action, principal, sourceArn, sourceAccount }: Inputs,
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
    Resource: arn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
};
