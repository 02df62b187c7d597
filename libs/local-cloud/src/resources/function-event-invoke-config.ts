import * as v from 'valibot';
import { ResourceError } from './resource-error.ts';
import { defineResource } from './resource-handler.ts';

export const functionEventInvokeConfig = defineResource({
  type: 'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
  inputs: {
    functionName: v.string(),
    maximumRetryAttempts: v.optional(v.number()),
    maximumEventAgeInSeconds: v.optional(v.number()),
    destinationConfig: v.optional(
      v.strictObject({ onFailure: v.optional(v.strictObject({ destination: v.string() })) }),
    ),
  },
  describe: ({ inputs }, { region }) => ({ id: String(inputs['functionName']), outputs: { region } }),
  realise({ functionName, destinationConfig, ...inputs }, { services }) {
    const onFailure = destinationConfig?.onFailure?.destination;
    if (onFailure !== undefined) refuseUnknownDestination(onFailure);
    services.lambda.putEventInvokeConfig(functionName, {
      ...(inputs.maximumRetryAttempts !== undefined && { maximumRetryAttempts: inputs.maximumRetryAttempts }),
      ...(inputs.maximumEventAgeInSeconds !== undefined && {
        maximumEventAgeInSeconds: inputs.maximumEventAgeInSeconds,
      }),
      ...(onFailure !== undefined && { onFailure }),
    });
  },
});

const refuseUnknownDestination = (arn: string): void => {
  if (arn.split(':')[2] === 'sqs') return;
  throw new ResourceError(
    'unsupported-input',
    `The destination ${arn} is no SQS queue, and no other can be told here.`,
  );
};
