import type { Diagnostic, LogLine } from '@image-pipeline/local-cloud';
import type { Output } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';

/** What a stack has to say while it runs. */
export interface StackNotes {
  /** One line of the function's log: shown when everything is. */
  onLog(line: LogLine): void;
  /**
   * Warnings and errors of the program and of the stack itself; what the program says besides is shown when
   * everything is. Not the SDK's account of every message that it exchanges with its engine.
   */
  onDiagnostic(diagnostic: Diagnostic): void;
}

/** Shows on stderr what the stack says, all of it when `verbose`. Default: warnings and the first line of errors. */
export const createStackNotes = (
  { note, noteColours: colours }: Pick<Output, 'note' | 'noteColours'>,
  verbose = false,
): StackNotes => ({
  onLog({ message }) {
    if (verbose) note(colours.dim(printableLine(message)));
  },
  onDiagnostic({ severity, message }) {
    const loud = severity === 'warning' || severity === 'error';
    if (severity === 'debug' || (!loud && !verbose)) return;
    // What follows the first line of an error is where it came from.
    const lines = message.trimEnd().split('\n').map(printableLine);
    const shown = verbose ? lines.join('\n  ') : lines[0];
    note(loud ? `${colours.yellow(`${severity}:`)} ${shown}` : colours.dim(shown ?? ''));
  },
});

/** Tabs, which Lambda's own lines have, steer nothing. */
const printableLine = (line: string): string => line.split('\t').map(printable).join('\t');
