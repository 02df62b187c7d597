import { messageOf, PipelineError } from '@image-pipeline/errors';
import { CommanderError } from 'commander';
import { Interrupted } from '../errors.ts';
import type { Output } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';
import { exitCodeOf } from './exit-codes.ts';

/** How much is told of an error. */
export interface ReportOptions {
  /** Shows where an error came from, and its causes. */
  readonly verbose: boolean;
  /** Aborted when the command was told to stop: whatever it threw then is a consequence. */
  readonly stopped: AbortSignal;
}

/** Tells a person on stderr what went wrong and what to do about it. Returns the exit code. */
export const reportError = (
  thrown: unknown,
  { note, noteColours: colours }: Pick<Output, 'note' | 'noteColours'>,
  { verbose, stopped }: ReportOptions,
): number => {
  const error: unknown = stopped.aborted ? stopped.reason : thrown;
  if (error instanceof Interrupted) {
    if (error.context.reason !== 'SIGPIPE') note(error.problem);
    // Commander has written its message already; for help and version that was the purpose.
  } else if (!(error instanceof CommanderError)) {
    const { problem, remedy } = wordsOf(error);
    note(`${colours.red('imgpipe:')} ${lines(problem)}`);
    note(`  ${lines(remedy ?? 'Run again with --verbose to see where this comes from.')}`);
    if (verbose) note(colours.dim(stackOf(error)));
  }
  return exitCodeOf(error);
};

const wordsOf = (error: unknown): Pick<PipelineError, 'problem' | 'remedy'> =>
  error instanceof PipelineError ? error : { problem: messageOf(error), remedy: undefined };

/** Messages may quote file names and other people's text. */
const lines = (text: string): string => text.split('\n').map(printable).join('\n  ');

/** The stack with those of the causes, which Node's own `stack` leaves out. */
const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
};
