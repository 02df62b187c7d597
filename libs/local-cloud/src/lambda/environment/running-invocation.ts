import type { FunctionError, Invocation, InvocationOutcome } from '../invocations/invocation.ts';
import { createLogTail, type LogTail } from '../log/log-tail.ts';

/** How one invocation went. */
export interface Completion {
  readonly outcome: InvocationOutcome;
  /** Milliseconds from the start of the invocation to the function's answer or end. */
  readonly durationMs: number;
  readonly timedOut: boolean;
  /** What became of a process that did not report for itself. */
  readonly problem?: string;
  readonly logTail: LogTail;
}

/** An invocation between START and END. */
export interface RunningInvocation {
  readonly invocation: Invocation;
  readonly deadlineMs: number;
  readonly logTail: LogTail;
  readonly completion: Promise<Completion>;
  /** @returns false when it has been reported already */
  report(outcome: InvocationOutcome): boolean;
  timedOut(): boolean;
  /** Ends it with what was reported or, when nothing was, with `otherwise`. */
  end(otherwise: FunctionError): Completion;
}

/** @param onTimeout called once, when `timeoutMs` have passed before the invocation ended */
export const startInvocation = (
  invocation: Invocation,
  timeoutMs: number,
  onTimeout: () => void,
): RunningInvocation => {
  const startedAt = performance.now();
  const logTail = createLogTail();
  const { promise: completion, resolve } = Promise.withResolvers<Completion>();
  let answer: { outcome: InvocationOutcome; durationMs: number } | undefined;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    onTimeout();
  }, timeoutMs);

  return {
    invocation,
    deadlineMs: Date.now() + timeoutMs,
    logTail,
    completion,
    timedOut: () => timedOut,
    report(outcome) {
      if (answer !== undefined) return false;
      answer = { outcome, durationMs: performance.now() - startedAt };
      return true;
    },
    end(otherwise) {
      clearTimeout(timer);
      const ending: Completion =
        answer === undefined
          ? {
              outcome: { kind: 'error', error: otherwise },
              durationMs: performance.now() - startedAt,
              problem: otherwise.errorMessage,
              timedOut,
              logTail,
            }
          : { ...answer, timedOut, logTail };
      resolve(ending);
      return ending;
    },
  };
};
