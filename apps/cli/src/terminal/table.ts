import stringWidth from 'string-width';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const gap = '  ';

/**
 * Lines of a table with a heading, columns as wide as their widest cell (wide characters count as two cells,
 * colour codes as none). The last column is not padded, so no line ends in spaces.
 */
export const formatTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string[] => {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => stringWidth(line[index] ?? ''))));
  return lines.map((line) =>
    columns
      .map(({ align = 'left' }, index) => pad(line[index] ?? '', widths[index] ?? 0, align))
      .join(gap)
      .trimEnd(),
  );
};

const pad = (cell: string, width: number, align: 'left' | 'right'): string => {
  const spaces = ' '.repeat(width - stringWidth(cell));
  return align === 'left' ? cell + spaces : spaces + cell;
};
