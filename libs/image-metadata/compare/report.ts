import type { Finding, Value } from './comparison.ts';

export interface FieldFinding {
  readonly file: string;
  readonly field: string;
  readonly finding: Finding;
}

export interface Report {
  readonly exiftool: string;
  readonly files: number;
  /** Files that are no image here, by their code. */
  readonly rejected: readonly { readonly file: string; readonly code: string }[];
  readonly findings: readonly FieldFinding[];
}

const columns = ['same', 'by-rule', 'different', 'only-exiftool', 'only-here'] as const;

/** Whatever no rule explains. */
export const disagreements = ({ findings }: Report): readonly FieldFinding[] =>
  findings.filter(({ finding }) => 'ours' in finding);

/** Lines for people: how often each field agrees, by which rules, and every value that no rule explains. */
export const reportLines = (report: Report): readonly string[] => {
  const { exiftool, files, rejected } = report;
  return [
    `exiftool ${exiftool}: ${files} files, of which ${rejected.length} are no images here`,
    '',
    ...table(report.findings),
    '',
    ...rulesUsed(report.findings),
    ...rejected.map(({ file, code }) => `  ${code}  ${file}`),
    ...disagreements(report).flatMap(described),
  ];
};

const table = (findings: readonly FieldFinding[]): readonly string[] => {
  const byField = Map.groupBy(findings, ({ field }) => field);
  const row = (name: string, cells: readonly (string | number)[]) =>
    name.padEnd(30) + cells.map((cell) => String(cell).padStart(15)).join('');
  return [
    row('field', columns),
    ...[...byField].map(([field, found]) =>
      row(
        field,
        columns.map((column) => found.filter(({ finding }) => finding.is === column).length),
      ),
    ),
  ];
};

const rulesUsed = (findings: readonly FieldFinding[]): readonly string[] => {
  const used = findings.flatMap(({ finding }) => (finding.is === 'by-rule' ? [finding.rule] : []));
  return [...Map.groupBy(used, (rule) => rule)].map(
    ([rule, times]) => `${String(times.length).padStart(6)} by rule: ${rule}`,
  );
};

const described = ({ file, field, finding }: FieldFinding): readonly string[] => {
  if (!('ours' in finding)) return [];
  return [
    `${finding.is}: ${field} of ${file}`,
    `  here      ${shown(finding.ours)}`,
    `  exiftool  ${shown(finding.theirs)}`,
  ];
};

const shown = (value: Value): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 500);
