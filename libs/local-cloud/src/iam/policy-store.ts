import type { PolicyDocument, PolicyStatement } from './policy-document.ts';

interface RolePolicies {
  /** Who may take the role on. */
  readonly trust: PolicyDocument;
  /** What the role may do, by the policy's name. */
  readonly policies: Map<string, PolicyDocument>;
}

/** The policies that the program declares: those of roles, and those of resources. */
export interface PolicyStore {
  putRole(roleName: string, trust: PolicyDocument): void;
  role(roleName: string): RolePolicies | undefined;
  /** Says under which role a function runs. */
  assignRole(functionArn: string, roleName: string): void;
  /** Name of the role that a function runs under. */
  roleOf(functionArn: string): string | undefined;
  putResourcePolicy(resourceArn: string, policy: PolicyDocument): void;
  /** Adds to a function's policy, which AWS lets be written one statement at a time only. */
  addFunctionStatement(functionArn: string, statement: PolicyStatement): void;
  /** What is said about a resource itself; nothing when nothing is. */
  statementsOf(resourceArn: string): readonly PolicyStatement[];
}

/** A store without a policy. */
export const createPolicyStore = (): PolicyStore => {
  const roles = new Map<string, RolePolicies>();
  const assignedRoles = new Map<string, string>();
  const resources = new Map<string, readonly PolicyStatement[]>();
  const statementsOf = (arn: string) => resources.get(arn) ?? [];
  return {
    putRole: (roleName, trust) => void roles.set(roleName, { trust, policies: new Map() }),
    role: (roleName) => roles.get(roleName),
    assignRole: (functionArn, roleName) => void assignedRoles.set(functionArn, roleName),
    roleOf: (functionArn) => assignedRoles.get(functionArn),
    putResourcePolicy: (arn, policy) => void resources.set(arn, policy.Statement),
    addFunctionStatement: (arn, statement) => void resources.set(arn, [...statementsOf(arn), statement]),
    statementsOf,
  };
};
