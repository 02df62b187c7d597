import * as v from 'valibot';
import { integerInput, parseInputs } from '../../declarations/declared-inputs.ts';
import { LambdaError } from './lambda-error.ts';

/** How a function's asynchronous invocations are retried. */
export interface EventInvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
  /** ARN of the queue that is told about events that are given up. */
  readonly onFailure?: string | undefined;
}

/** Two retries within six hours, and nobody is told: what AWS does when nothing is declared. */
export const defaultEventInvokeConfig: EventInvokeConfig = {
  maximumRetryAttempts: 2,
  maximumEventAgeInSeconds: 21_600,
};

const queueArn = v.pipe(
  v.string(),
  v.regex(/^arn:[^:]+:sqs:/, 'the ARN of an SQS queue: no other destination can be told here'),
);

const schema = v.strictObject({
  functionName: v.string(),
  maximumRetryAttempts: v.optional(
    integerInput(0, 2, 'retries'),
    defaultEventInvokeConfig.maximumRetryAttempts,
  ),
  maximumEventAgeInSeconds: v.optional(
    integerInput(60, 21_600, 'seconds'),
    defaultEventInvokeConfig.maximumEventAgeInSeconds,
  ),
  destinationConfig: v.optional(
    v.strictObject({ onFailure: v.optional(v.strictObject({ destination: queueArn })) }),
  ),
});

/**
 * Reads the inputs of an `aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig`.
 * @throws LambdaError InvalidParameterValueException
 */
export const parseEventInvokeConfig = (
  given: unknown,
): { readonly functionName: string; readonly config: EventInvokeConfig } => {
  const { functionName, destinationConfig, ...retries } = parseInputs(
    schema,
    given,
    (problems, context) =>
      new LambdaError('InvalidParameterValueException', `The event invoke configuration: ${problems}.`, {
        context,
      }),
  ).inputs;
  const onFailure = destinationConfig?.onFailure?.destination;
  return { functionName, config: { ...retries, ...(onFailure !== undefined && { onFailure }) } };
};
