import * as v from 'valibot';
import { globalArnOf } from '../iam/account.ts';
import { policyDocument } from '../iam/policy-document.ts';
import { inertInput as inert } from '../declarations/declared-inputs.ts';
import { digestOf, physicalName } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

export const role = defineResource({
  type: 'aws:iam/role:Role',
  inputs: {
    name: v.optional(v.string()),
    assumeRolePolicy: policyDocument,
    description: inert('a description changes nothing'),
    forceDetachPolicies: inert('nothing is destroyed here'),
    maxSessionDuration: inert('keys last as long as the local cloud runs'),
  },
  describe(declaration, account) {
    const name = physicalName(declaration);
    return {
      id: name,
      outputs: {
        name,
        arn: globalArnOf(account, 'iam', `role/${name}`),
        uniqueId: `AROA${digestOf(declaration).slice(0, 17).toUpperCase()}`,
        path: '/',
      },
    };
  },
  realise({ assumeRolePolicy }, { services, described }) {
    services.policies.putRole(described.id, assumeRolePolicy);
  },
});
