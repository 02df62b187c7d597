import { PipelineError } from '@image-pipeline/errors';

/** What went wrong, for scripts and tests. Stable; messages may change, codes do not. */
export type CliErrorCode =
  | 'path-missing'
  | 'path-unsupported'
  | 'nothing-to-process'
  | 'folder-unusable'
  | 'port-in-use'
  | 'outputs-unknown'
  | 'stack-not-running'
  | 'nothing-selected'
  | 'confirmation-needed'
  | 'no-record'
  | 'variant-unreachable'
  | 'interrupted';

/** Base of every error that `imgpipe` raises itself: printed as problem and remedy, never as a stack trace. */
export abstract class CliError<Context extends object = object> extends PipelineError<
  CliErrorCode,
  Context
> {}

/** The command line asks for something that cannot be: found before anything was started. */
export class UsageError extends CliError {}

/** The stack that a command is to work with cannot be found. */
export class StackError extends CliError {}

/** One image did not make it; the other images go on. */
export class ImageFailure extends CliError {}

/** Why a run was told to stop early: a signal, or nobody reads its output any more (`imgpipe … | head`). */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE';

/** Thrown into whatever a command waits for when it has to stop. */
export class Interrupted extends CliError<{ readonly reason: StopReason }> {
  constructor(reason: StopReason) {
    super({ code: 'interrupted', problem: `Stopped by ${reason}.`, context: { reason } });
  }
}
