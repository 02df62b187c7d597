import type { Colours } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';
import { formatTable, type Column } from '../terminal/table.ts';
import type { ImageOutcome } from './image-outcome.ts';

const columns: readonly Column[] = [
  { title: 'FILE' },
  { title: 'STATUS' },
  { title: 'PIXELS', align: 'right' },
  { title: 'FORMAT' },
  { title: 'MS', align: 'right' },
  { title: 'VARIANTS, OR WHY NOT' },
];

/** One row per image, in the given order. */
export const outcomeTable = (outcomes: readonly ImageOutcome[], colours: Colours): string[] =>
  formatTable(
    columns,
    outcomes.map((outcome) => [printable(outcome.file), ...cellsOf(outcome, colours)]),
  );

const cellsOf = (outcome: ImageOutcome, colours: Colours): string[] => {
  switch (outcome.status) {
    case 'ready':
      return [
        colours.green('ready'),
        `${outcome.width}×${outcome.height}`,
        outcome.format,
        String(outcome.durationMs),
        outcome.variants.map(({ name, width, height }) => `${name} ${width}×${height}`).join(', '),
      ];
    case 'rejected':
      return [
        colours.yellow('rejected'),
        '',
        '',
        String(outcome.durationMs),
        `${outcome.rejection.code}: ${printable(outcome.rejection.message)}`,
      ];
    case 'failed':
      return [
        colours.red('failed'),
        '',
        '',
        '',
        `${printable(outcome.failure.code)}: ${printable(outcome.failure.message)}`,
      ];
  }
};

/** What can be done about failures: a line for each kind, however many images it befell. Rejections say it themselves. */
export const remedyLines = (outcomes: readonly ImageOutcome[]): string[] => {
  const lines = outcomes.flatMap((outcome) => {
    if (outcome.status !== 'failed' || outcome.failure.remedy === undefined) return [];
    return `${printable(outcome.failure.code)}: ${printable(outcome.failure.remedy)}`;
  });
  return [...new Set(lines)];
};

/** Such as `7 ready, 1 rejected, 0 failed`. */
export const outcomeCounts = (outcomes: readonly ImageOutcome[]): string =>
  (['ready', 'rejected', 'failed'] as const)
    .map((status) => `${outcomes.filter((outcome) => outcome.status === status).length} ${status}`)
    .join(', ');
