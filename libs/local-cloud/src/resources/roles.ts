import { globalArnOf } from '../iam/account.ts';
import { parseRole, parseRolePolicy } from '../iam/role-inputs.ts';
import { digestOf, physicalName } from './described-name.ts';
import { ResourceError } from './resource-error.ts';
import { defineResource, type Realisation, type ResourceHandler } from './resource-handler.ts';

/** The honest word on every policy: it is read and kept, and refuses nobody. */
export const policiesRefuseNobody: Realisation = {
  inert: [
    {
      reason:
        'the policy is checked for its form only; every caller with a key of this stack is allowed everything',
    },
  ],
};

const role = defineResource({
  type: 'aws:iam/role:Role',
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
  realise(given, { services, described }) {
    const { inputs, inert } = parseRole(given);
    services.policies.putRole(described.id, inputs.assumeRolePolicy);
    return { inert };
  },
});

const rolePolicy = defineResource({
  type: 'aws:iam/rolePolicy:RolePolicy',
  describe(declaration) {
    const name = physicalName(declaration);
    return { id: `${String(declaration.inputs['role'])}:${name}`, outputs: { name } };
  },
  realise(given, { services, described }) {
    const { role: roleName, policy } = parseRolePolicy(given);
    const declared = services.policies.role(roleName);
    if (declared === undefined) throw new ResourceError('refused', `There is no role ${roleName}.`);
    declared.policies.set(String(described.outputs['name']), policy);
    return policiesRefuseNobody;
  },
});

/** What can be declared of IAM. */
export const roleResources: readonly ResourceHandler[] = [role, rolePolicy];
