import type { NextInvocation } from './runtime-client.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export const invocationContext = ({ requestId, deadlineMs, functionArn }: NextInvocation) => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
  functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
  invokedFunctionArn: functionArn,
  logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
  logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
  memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  getRemainingTimeInMillis: () => deadlineMs - Date.now(),
});

export type InvocationContext = ReturnType<typeof invocationContext>;
