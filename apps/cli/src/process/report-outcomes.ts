import type { Output } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';
import type { ImageOutcome } from './image-outcome.ts';
import { outcomeCounts, outcomeTable, remedyLines } from './outcome-table.ts';

/**
 * Prints how a run ended: a table, unless each image has been a line of JSON already, how many ended how, what can be done
 * about failures, and where the variants are.
 */
export const reportOutcomes = (
  outcomes: readonly ImageOutcome[],
  { out, json }: { readonly out?: string; readonly json?: boolean },
  output: Pick<Output, 'colours' | 'line' | 'note'>,
): void => {
  if (!json) for (const line of outcomeTable(outcomes, output.colours)) output.line(line);
  output.note(outcomeCounts(outcomes));
  for (const line of remedyLines(outcomes)) output.note(line);
  if (!outcomes.some(({ status }) => status === 'ready')) return;
  output.note(
    out === undefined
      ? 'The variants went with the stack; --out DIR keeps them.'
      : `The variants are in ${printable(out)}.`,
  );
};
