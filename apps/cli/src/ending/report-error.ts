import { CommanderError } from 'commander';
import { CliError } from '../errors.ts';
import type { Output } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';
import { Interrupted } from './shutdown.ts';

export interface ReportOptions {
  /** Shows where an error came from, and its causes. */
  readonly verbose: boolean;
  /** Aborted when the command was told to stop: whatever it threw then is a consequence. */
  readonly stopped: AbortSignal;
}

const failed = 1;
const wrongUsage = 2;

/** Codes of errors of other packages that say the command line was wrong. */
const usageCodes = ['unknown-stack'];

/** Tells a person what went wrong and what to do about it. Returns the exit code. */
export const reportError = (
  error: unknown,
  { note, noteColours: colours }: Pick<Output, 'note' | 'noteColours'>,
  { verbose, stopped }: ReportOptions,
): number => {
  if (stopped.aborted && stopped.reason instanceof Interrupted) {
    if (stopped.reason.reason !== 'SIGPIPE') note(stopped.reason.message);
    return stopped.reason.exitCode;
  }
  // Commander has written its message already; for help and version that was the purpose.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUsage;

  const { message, remedy } = wordsOf(error);
  note(`${colours.red('imgpipe:')} ${message}`);
  if (remedy !== undefined) note(`  ${remedy}`);
  if (verbose) note(colours.dim(stackOf(error)));
  return exitCodeOf(error);
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CliError) return error.exitCode;
  return usageCodes.includes(textField(error, 'code') ?? '') ? wrongUsage : failed;
};

/** The libraries' errors carry a remedy too, some of them as the end of the message. */
const wordsOf = (error: unknown): { message: string; remedy: string | undefined } => {
  const message = error instanceof Error ? error.message : String(error);
  const remedy = textField(error, 'remedy');
  if (remedy === undefined && !(error instanceof CliError)) {
    return { message: lines(message), remedy: 'Run again with --verbose to see where this comes from.' };
  }
  const problem =
    remedy !== undefined && message.endsWith(remedy) ? message.slice(0, -remedy.length) : message;
  return { message: lines(problem.trimEnd()), remedy: remedy && lines(remedy) };
};

/** Messages may quote file names and other people's text. */
const lines = (text: string): string => text.split('\n').map(printable).join('\n  ');

const textField = (error: unknown, field: string): string | undefined => {
  const value: unknown = error instanceof Error ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The stack with those of the causes, which Node's own `stack` leaves out. */
const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
};
