import type { Shutdown } from '../ending/shutdown.ts';
import type { Output } from '../terminal/output.ts';

/** What every command is given. */
export interface CommandContext {
  readonly output: Output;
  readonly shutdown: Shutdown;
  /** Sets what the process exits with once the command has ended. Default `exitCodes.allIsWell`. */
  exitWith(code: number): void;
}
