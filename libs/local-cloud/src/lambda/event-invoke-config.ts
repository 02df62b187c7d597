import * as v from 'valibot';
import { LambdaError } from './lambda-error.ts';

const minAgeSeconds = 60;
const maxAgeSeconds = 21_600;

const retries = 'an integer from 0 to 2';
const age = `an integer from ${minAgeSeconds} to ${maxAgeSeconds} (seconds)`;

const schema = v.strictObject({
  maximumRetryAttempts: v.optional(
    v.pipe(v.number(retries), v.integer(retries), v.minValue(0, retries), v.maxValue(2, retries)),
    2,
  ),
  maximumEventAgeInSeconds: v.optional(
    v.pipe(v.number(age), v.integer(age), v.minValue(minAgeSeconds, age), v.maxValue(maxAgeSeconds, age)),
    maxAgeSeconds,
  ),
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
  const problems = parsed.issues.map((issue) =>
    issue.expected === 'never'
      ? `${v.getDotPath(issue)} is not supported`
      : `${v.getDotPath(issue)} is ${issue.received}, expected ${issue.message}`,
  );
  throw new LambdaError(
    'InvalidParameterValueException',
    `The event invoke configuration: ${problems.join('; ')}.`,
    {
      context: { problems },
    },
  );
};
