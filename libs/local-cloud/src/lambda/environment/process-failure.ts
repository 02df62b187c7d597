import type { FunctionError } from '../invocations/invocation.ts';
import type { ProcessExit } from './runtime-process.ts';

/** Why a process ended without reporting, in AWS's words. */
export const exitError = (exit: ProcessExit, requestId?: string): FunctionError => ({
  errorType: exit.outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError',
  errorMessage: prefixed(requestId, `Error: ${describeExit(exit)}`),
});

/** The function took longer than it may. */
export const timeoutError = (timeoutSeconds: number, requestId?: string): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: prefixed(requestId, `Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`),
});

const describeExit = ({ code, signal }: ProcessExit): string => {
  if (signal !== null) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  if (code === 0) return 'Runtime exited without providing a reason';
  return code === null ? 'Runtime failed to start' : `Runtime exited with error: exit status ${code}`;
};

/** As the operating system's own messages name them, which is what AWS prints. */
const signalNames: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

const prefixed = (requestId: string | undefined, message: string): string =>
  requestId === undefined ? message : `RequestId: ${requestId} ${message}`;
