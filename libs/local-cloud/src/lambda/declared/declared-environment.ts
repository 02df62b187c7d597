import * as v from 'valibot';

/**
 * Names that AWS sets itself and refuses in a declaration.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const reservedNames: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** All variables together, in bytes of their JSON, which is how Lambda measures them. */
const maxEnvironmentBytes = 4096;

const bytesOf = (variables: Record<string, string>): number => Buffer.byteLength(JSON.stringify(variables));

/** The variables a function declares: what AWS accepts, refused as AWS refuses it. */
export const environmentVariablesSchema = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.regex(
        /^[A-Za-z][A-Za-z0-9_]+$/,
        'a name of letters, digits and underscores that starts with a letter',
      ),
      v.check((name) => !reservedNames.has(name), 'a name that Lambda does not reserve for itself'),
      v.notValue('AWS_LAMBDA_EXEC_WRAPPER', 'no wrapper script: the local Lambda runs none'),
    ),
    v.string('text'),
  ),
  v.check(
    (variables) => bytesOf(variables) <= maxEnvironmentBytes,
    `at most ${maxEnvironmentBytes} bytes of JSON in all`,
  ),
);
