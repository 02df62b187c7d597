import stringWidth from 'string-width';

/** A column of a table; to the left unless it is told otherwise. */
export interface Column {
  readonly title: string;
  readonly align?: Alignment;
}

type Alignment = 'left' | 'right';

const gap = '  ';

/** Lines of a table with a heading; cells must be printable already. */
export const formatTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string[] =>
  alignCells(
    [columns.map(({ title }) => title), ...rows],
    columns.map(({ align }) => align ?? 'left'),
  );

/**
 * Lines whose cells stand below each other: columns are as wide as their widest cell (wide characters count as two,
 * colour codes as none), and no line ends in spaces.
 */
export const alignCells = (
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): string[] => {
  const widths = alignments.map((_, column) =>
    Math.max(0, ...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    alignments
      .map((alignment, column) => pad(row[column] ?? '', widths[column] ?? 0, alignment))
      .join(gap)
      .trimEnd(),
  );
};

const pad = (cell: string, width: number, alignment: Alignment): string => {
  const spaces = ' '.repeat(width - stringWidth(cell));
  return alignment === 'left' ? cell + spaces : spaces + cell;
};
