import type { LogLine } from '@image-pipeline/local-cloud';
import type { Output } from './output.ts';
import { printable } from './printable.ts';

/** Shows the function's log on stderr as it comes. Tabs, which Lambda's own lines have, stay. */
export const logNotes =
  ({ note, noteColours }: Output): ((line: LogLine) => void) =>
  ({ message }) =>
    note(noteColours.dim(message.split('\t').map(printable).join('\t')));
