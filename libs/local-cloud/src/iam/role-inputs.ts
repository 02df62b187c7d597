import * as v from 'valibot';
import { inertInput, parseInputs } from '../declarations/declared-inputs.ts';
import { policyDocument } from './policy-document.ts';

const roleSchema = v.strictObject({
  name: v.optional(v.string()),
  assumeRolePolicy: policyDocument,
  description: inertInput('a description changes nothing'),
  forceDetachPolicies: inertInput('nothing is destroyed here'),
  maxSessionDuration: inertInput('keys last as long as the local cloud runs'),
});

/** Reads the inputs of an `aws:iam/role:Role`. @throws InputError */
export const parseRole = (given: unknown) => parseInputs(roleSchema, given);

const policySchema = v.strictObject({
  name: v.optional(v.string()),
  /** The role's name. */
  role: v.string(),
  policy: policyDocument,
});

/** Reads the inputs of an `aws:iam/rolePolicy:RolePolicy`. @throws InputError */
export const parseRolePolicy = (given: unknown) => parseInputs(policySchema, given).inputs;
