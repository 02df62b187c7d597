import { dirname, delimiter } from 'node:path';
import type { Credentials } from '../../iam/credential-store.ts';
import type { FunctionDeclaration } from '../declared/function-declaration.ts';
import { executedVersion } from '../invocations/invocation.ts';

/** Everything that goes into a function's environment. */
export interface ProcessEnvironmentInputs {
  readonly declaration: FunctionDeclaration;
  readonly region: string;
  readonly credentials: Credentials;
  /** The address that speaks S3, DynamoDB and SQS. */
  readonly endpointUrl: string;
  /** `host:port` of this environment's Runtime API. */
  readonly runtimeApi: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/**
 * The whole environment of a function's process: what it declares and what AWS sets, nothing of this machine's own,
 * so that a variable which is missing in the declaration is missing here as well.
 *
 * Two names differ from AWS: `PATH` finds this machine's Node.js, and `AWS_ENDPOINT_URL` leads the SDKs to the local
 * cloud (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
 */
export const processEnvironment = (inputs: ProcessEnvironmentInputs): Record<string, string> => ({
  LANG: 'en_US.UTF-8',
  PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
  TZ: ':UTC',
  AWS_ENDPOINT_URL: inputs.endpointUrl,
  ...inputs.declaration.environment.variables,
  ...setByLambda(inputs),
});

const setByLambda = ({ declaration, region, credentials, ...inputs }: ProcessEnvironmentInputs) => ({
  _HANDLER: declaration.handler,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_DEFAULT_REGION: region,
  AWS_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${declaration.runtime}`,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declaration.memorySize),
  AWS_LAMBDA_FUNCTION_NAME: declaration.name,
  AWS_LAMBDA_FUNCTION_VERSION: executedVersion,
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: inputs.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: inputs.logStream,
  AWS_LAMBDA_RUNTIME_API: inputs.runtimeApi,
  LAMBDA_TASK_ROOT: declaration.codeDir,
  ...advancedLogging(declaration.loggingConfig),
});

/** Set by AWS for functions that log as JSON; the runtime and Powertools read them. */
const advancedLogging = (config: FunctionDeclaration['loggingConfig']): Record<string, string> => {
  if (config.logFormat !== 'JSON') return {};
  return { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: config.applicationLogLevel ?? 'INFO' };
};
