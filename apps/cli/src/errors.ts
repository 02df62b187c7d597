/** What went wrong, for scripts and tests; each code belongs to one class below. */
export type CliErrorCode =
  | 'path-missing'
  | 'path-unsupported'
  | 'nothing-to-process'
  | 'folder-unusable'
  | 'stack-unknown'
  | 'port-in-use'
  | 'stack-failed'
  | 'outputs-unexpected'
  | 'dead-letter-unreadable'
  | 'no-record'
  | 'variant-unreachable'
  | 'interrupted';

export interface CliErrorDetails {
  readonly code: CliErrorCode;
  /** One sentence or more that tells what to do about it. */
  readonly remedy: string;
  /** The values that the message speaks of. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** Base of every error that `imgpipe` raises itself: printed as message and remedy, never as a stack trace. */
export abstract class CliError extends Error {
  /** 1: something failed. 2: the command was used wrongly. Otherwise 128 + signal number. */
  abstract readonly exitCode: number;
  readonly code: CliErrorCode;
  readonly remedy: string;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(message: string, { code, remedy, context = {}, cause }: CliErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.remedy = remedy;
    this.context = context;
  }
}

/** The command line asks for something that cannot be: found before anything was started. */
export class UsageError extends CliError {
  readonly exitCode = 2;
}

/** A stack could not be started, read or used. */
export class StackError extends CliError {
  readonly exitCode = 1;
}

/** One image did not make it; the other images go on. */
export class ImageFailure extends CliError {
  readonly exitCode = 1;
}
