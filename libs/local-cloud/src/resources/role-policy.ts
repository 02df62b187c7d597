import * as v from 'valibot';
import { policyDocument } from '../iam/policy-document.ts';
import { physicalName } from './described-name.ts';
import { notYetEnforced } from './not-yet-enforced.ts';
import { ResourceError } from './resource-error.ts';
import { defineResource } from './resource-handler.ts';

export const rolePolicy = defineResource({
  type: 'aws:iam/rolePolicy:RolePolicy',
  inputs: { name: v.optional(v.string()), role: v.string(), policy: policyDocument },
  describe(declaration) {
    const name = physicalName(declaration);
    return { id: `${String(declaration.inputs['role'])}:${name}`, outputs: { name } };
  },
  realise({ role: roleName, policy }, { services, described }) {
    const role = services.policies.role(roleName);
    if (role === undefined) throw new ResourceError('refused', `There is no role ${roleName}.`);
    role.policies.set(String(described.outputs['name']), policy);
    return notYetEnforced;
  },
});
