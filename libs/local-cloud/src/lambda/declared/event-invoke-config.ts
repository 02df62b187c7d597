import * as v from 'valibot';
import { describeProblems, integerInput } from '../../declarations/declared-inputs.ts';
import { LambdaError } from './lambda-error.ts';

const schema = v.strictObject({
  maximumRetryAttempts: v.optional(integerInput(0, 2, 'retries'), 2),
  maximumEventAgeInSeconds: v.optional(integerInput(60, 21_600, 'seconds'), 21_600),
  /** ARN of what is told about events that are given up. */
  onFailure: v.optional(v.pipe(v.string(), v.startsWith('arn:', 'an ARN'))),
});

/** How a function's asynchronous invocations are retried. */
export type EventInvokeConfig = v.InferOutput<typeof schema>;

/** Two retries within six hours, and nobody is told: what AWS does when nothing is declared. */
export const defaultEventInvokeConfig: EventInvokeConfig = v.parse(schema, {});

/** @throws LambdaError InvalidParameterValueException */
export const parseEventInvokeConfig = (input: unknown): EventInvokeConfig => {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const problems = describeProblems(parsed.issues);
  throw new LambdaError(
    'InvalidParameterValueException',
    `The event invoke configuration: ${problems.join('; ')}.`,
    {
      context: { problems },
    },
  );
};
