import { constants } from 'node:os';
import { errorCode } from '@image-pipeline/errors';
import { CommanderError } from 'commander';
import { Interrupted, UsageError } from '../errors.ts';

/** What a run tells its caller. The help and the README promise these numbers to scripts. */
export const exitCodes = { allIsWell: 0, somethingFailed: 1, wrongUsage: 2 } as const;

/** The exit code of a run that ended with this error: 0, 1 or 2, or 128 + the number of the signal that stopped it. */
export const exitCodeOf = (error: unknown): number => {
  if (error instanceof Interrupted) return 128 + constants.signals[error.context.reason];
  // Commander throws when it has printed help or the version, too: with code 0.
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.allIsWell;
  return isWrongUsage(error) ? exitCodes.wrongUsage : exitCodes.somethingFailed;
};

/** A stack's name is checked by the local cloud, which knows the stacks there are. */
const isWrongUsage = (error: unknown): boolean =>
  error instanceof CommanderError || error instanceof UsageError || errorCode(error) === 'unknown-stack';
