import { matchesWildcards } from '../declarations/wildcards.ts';
import type { PolicyStatement } from './policy-document.ts';

/** A call that an AWS service makes for a resource, such as S3 for a bucket. */
export interface ServiceCallAttempt {
  readonly service: string;
  readonly action: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

/** Whether one of a resource's own statements lets a service make the call. */
export const letsServiceCall = (
  statements: readonly PolicyStatement[],
  attempt: ServiceCallAttempt,
): boolean =>
  statements.some(
    (statement) =>
      statement.Effect === 'Allow' &&
      servicesOf(statement).includes(attempt.service) &&
      listOf(statement.Action).some((pattern) =>
        matchesWildcards(pattern.toLowerCase(), attempt.action.toLowerCase()),
      ) &&
      Object.entries(statement.Condition ?? {}).every(([operator, values]) =>
        Object.entries(values).every(([key, patterns]) => holds(operator, key, patterns, attempt)),
      ),
  );

const servicesOf = ({ Principal: principal }: PolicyStatement): readonly string[] =>
  typeof principal === 'object' ? listOf(principal['Service']) : [];

// The two conditions that a permission for a service carries. One that is not known here does not hold.
const holds = (operator: string, key: string, patterns: unknown, attempt: ServiceCallAttempt): boolean => {
  const value = { 'aws:sourcearn': attempt.sourceArn, 'aws:sourceaccount': attempt.sourceAccount }[
    key.toLowerCase()
  ];
  if (value === undefined || !['ArnLike', 'ArnEquals', 'StringEquals', 'StringLike'].includes(operator))
    return false;
  return listOf(patterns as string | string[]).some((pattern) =>
    operator === 'StringEquals' ? pattern === value : matchesWildcards(pattern, value),
  );
};

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
