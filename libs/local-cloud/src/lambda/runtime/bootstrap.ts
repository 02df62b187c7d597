/**
 * The main module of a function's process: loads the handler, then serves one invocation after the other until the
 * Runtime API goes away. Imports nothing but Node's own modules and this folder, so that the function is as alone
 * with its bundle as it is on AWS.
 */
import { replaceConsole } from './console.ts';
import { invocationContext } from './invocation-context.ts';
import { loadHandler } from './load-handler.ts';
import { createRuntimeClient, type NextInvocation } from './runtime-client.ts';
import { RuntimeError } from './runtime-error.ts';
import { serializeError } from './serialize-error.ts';

/** What AWS's runtime exits with after an error that nobody caught. */
const exitCodes = { unhandledRejection: 128, uncaughtException: 129 } as const;

const environment = (name: string): string => {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: this file is started by the local Lambda service only.`);
  return value;
};

const client = createRuntimeClient(environment('AWS_LAMBDA_RUNTIME_API'));
let current: NextInvocation | undefined;
let ending = false;

const logError = replaceConsole({
  format: process.env['AWS_LAMBDA_LOG_FORMAT'] === 'JSON' ? 'JSON' : 'Text',
  level: process.env['AWS_LAMBDA_LOG_LEVEL'],
  requestId: () => current?.requestId,
});

const reportFatal = async (headline: string, error: unknown, exitCode: number): Promise<never> => {
  ending = true;
  logError(headline, error);
  const report = serializeError(error);
  if (current === undefined) await client.reportInitError(report);
  else await client.reportError(current.requestId, report);
  process.exit(exitCode);
};

process.on('uncaughtException', (error) => {
  void reportFatal('Uncaught Exception', error, exitCodes.uncaughtException);
});
process.on('unhandledRejection', (reason) => {
  const error = Object.assign(new Error(String(reason)), { name: 'Runtime.UnhandledPromiseRejection' });
  if (reason instanceof Error && reason.stack !== undefined) error.stack = reason.stack;
  void reportFatal('Unhandled Promise Rejection', error, exitCodes.unhandledRejection);
});

/**
 * Lets an error surface that nobody has caught yet, and then never resolves: a process that is about to end must not
 * take another invocation with it.
 */
const untilReady = () =>
  new Promise<void>((resolve) => {
    setImmediate(() => {
      if (!ending) resolve();
    });
  });

const toJson = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    throw new RuntimeError(
      'JSONStringifyError',
      `Unable to stringify response body: ${String(error)}`,
      error,
    );
  }
};

const handler = await loadHandler(environment('LAMBDA_TASK_ROOT'), environment('_HANDLER')).catch(
  (error: unknown) => reportFatal('Init Error', error, 1),
);

for (;;) {
  await untilReady();
  current = undefined;
  const next = await client.next();
  process.env['_X_AMZN_TRACE_ID'] = next.traceId;
  current = next;
  try {
    const result = await handler(JSON.parse(next.payload), invocationContext(next));
    await client.respond(next.requestId, toJson(result));
  } catch (error) {
    logError('Invoke Error', error);
    await client.reportError(next.requestId, serializeError(error));
  }
}
