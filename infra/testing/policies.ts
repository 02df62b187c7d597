import type { Evaluation } from './evaluate-program.ts';

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The statements of a policy given as the text that AWS takes. */
export const statementsOf = (policy: string): readonly Statement[] => {
  const { Version, Statement } = JSON.parse(policy) as { Version: string; Statement: Statement[] };
  // The older default has no policy variables and is what a missing version means.
  expect(Version).toBe('2012-10-17');
  return Statement;
};

export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Every statement that any resource of the program carries, with the resource's type and name. */
export const everyStatement = ({
  resources,
}: Evaluation): { readonly of: string; readonly statement: Statement }[] =>
  resources.flatMap(({ type, name, inputs }) =>
    [inputs.policy, inputs.assumeRolePolicy]
      .filter((policy) => policy !== undefined)
      .flatMap((policy) => statementsOf(policy).map((statement) => ({ of: `${type} ${name}`, statement }))),
  );
