import type { PolicyDocument, PolicyStatement } from './policy-document.ts';

export interface RolePolicies {
  /** Who may take the role on. */
  readonly trust: PolicyDocument;
  /** What the role may do, by the policy's name. */
  readonly policies: Map<string, PolicyDocument>;
}

/** The policies that the program declares: those of roles, and those of resources. */
export interface PolicyStore {
  putRole(roleName: string, trust: PolicyDocument): void;
  role(roleName: string): RolePolicies | undefined;
  putResourcePolicy(resourceArn: string, policy: PolicyDocument): void;
  /** Adds to a function's policy, which AWS lets be written one statement at a time only. */
  addFunctionStatement(functionArn: string, statement: PolicyStatement): void;
  /** What is said about a resource itself; nothing when nothing is. */
  statementsOf(resourceArn: string): readonly PolicyStatement[];
}

export const createPolicyStore = (): PolicyStore => {
  const roles = new Map<string, RolePolicies>();
  const resources = new Map<string, readonly PolicyStatement[]>();
  const statementsOf = (arn: string) => resources.get(arn) ?? [];
  return {
    putRole: (roleName, trust) => void roles.set(roleName, { trust, policies: new Map() }),
    role: (roleName) => roles.get(roleName),
    putResourcePolicy: (arn, policy) => void resources.set(arn, policy.Statement),
    addFunctionStatement: (arn, statement) => void resources.set(arn, [...statementsOf(arn), statement]),
    statementsOf,
  };
};
