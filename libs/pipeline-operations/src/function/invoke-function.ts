import { InvokeCommand } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { FunctionFailedError } from '../errors.ts';
import type { Stack } from '../stack/connect-stack.ts';

const functionError = v.object({
  errorType: v.optional(v.string(), 'Error'),
  errorMessage: v.optional(v.string(), ''),
});

/**
 * Invokes the stack's function and waits for its answer. Nobody tries again for us: not Lambda, which does so for
 * events alone, nor the SDK.
 *
 * @param payload what S3 or an operator tells it
 * @returns what the function returned
 * @throws FunctionFailedError when it threw, was killed or ran out of time
 */
export const invokeFunction = async (
  { clients, outputs }: Pick<Stack, 'clients' | 'outputs'>,
  payload: unknown,
  signal?: AbortSignal,
): Promise<unknown> => {
  const { Payload, FunctionError } = await clients.lambda.send(
    new InvokeCommand({ FunctionName: outputs.functionName, Payload: Buffer.from(JSON.stringify(payload)) }),
    signal && { abortSignal: signal },
  );
  const answer: unknown = Payload?.length ? JSON.parse(Payload.transformToString()) : undefined;
  if (FunctionError === undefined) return answer;
  const { errorType, errorMessage } = v.is(functionError, answer)
    ? v.parse(functionError, answer)
    : { errorType: FunctionError, errorMessage: '' };
  throw new FunctionFailedError(errorType, errorMessage);
};
