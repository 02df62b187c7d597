/** One event on its way to a function. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
}

/** What a failing function answers with, as AWS shapes it. */
export interface FunctionError {
  /** The thrown error's name, or one of AWS's own such as `Sandbox.Timedout` and `Runtime.ExitError`. */
  readonly errorType: string;
  readonly errorMessage: string;
  /** The thrown error's stack, line by line; absent when the process died instead of reporting. */
  readonly trace?: readonly string[];
}

/** How the function ended. */
export type InvocationOutcome =
  | { readonly kind: 'success'; readonly payload: string }
  | { readonly kind: 'error'; readonly error: FunctionError };

/** What the caller of a function gets to know. */
export interface InvocationResult {
  readonly requestId: string;
  /** JSON text: what the handler returned or, with `functionError`, a `FunctionError`. */
  readonly payload: string;
  /** Present when the function failed. AWS says `Unhandled` for every failure of a Node.js function. */
  readonly functionError?: 'Unhandled';
  /** The last 4 KiB of the invocation's log. */
  readonly logTail: string;
}

/** The only version there is: publishing versions and aliases has no local meaning. */
export const executedVersion = '$LATEST';

/** Largest payload of a synchronous call and largest response, in bytes; what AWS allows. */
export const maxPayloadBytes = 6 * 1024 * 1024;

/**
 * Largest payload of an asynchronous call, in bytes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const maxEventBytes = 1024 * 1024;
