import { extractMetadata } from '../src/extract-metadata.ts';
import { compareFile } from './agreement.ts';
import { compare, type Value } from './comparison.ts';
import { corpus } from './corpus/corpus.ts';
import { fields } from './fields/fields.ts';
import { readFrozenAnswers } from './frozen-answers.ts';
import { disagreements, reportLines, type FieldFinding } from './report.ts';

/** exiftool need not be here: what it says of these files was frozen by `npm run compare:exiftool -- --write`. */
const { exiftool, answers } = readFrozenAnswers();

describe('the record of a generated file', () => {
  const found: FieldFinding[] = [];

  it.each(Object.entries(corpus))('is what exiftool says, value for value: %s', async (name, make) => {
    const tags = answers[name];
    if (tags === undefined) throw new Error('No frozen answer: npm run compare:exiftool -- --write');
    const compared = await compareFile(name, await make(), tags);
    if ('rejected' in compared) throw new Error(`rejected as ${compared.rejected.code}`);
    const report = { exiftool, files: 1, rejected: [], findings: compared.findings };
    expect(disagreements(report).length > 0 ? reportLines(report) : []).toEqual([]);
    found.push(...compared.findings);
  });

  const filesThatAgree = (field: string) =>
    found.flatMap(({ file, ...rest }) => (rest.field === field && rest.finding.is === 'same' ? [file] : []));

  it('agrees in every field at least twice without any rule, and every rule is needed', () => {
    expect(fields.filter(({ name }) => filesThatAgree(name).length < 2)).toEqual([]);
    const used = new Set(found.flatMap(({ finding }) => (finding.is === 'by-rule' ? [finding.rule] : [])));
    const known = new Set(fields.flatMap(({ rules = [] }) => rules.map(({ name }) => name)));
    expect([...known].filter((rule) => !used.has(rule))).toEqual([]);
  });

  it.each(fields)('differs in $name as soon as one side changes or has nothing', async (field) => {
    for (const file of filesThatAgree(field.name).slice(0, 5)) {
      const metadata = await extractMetadata(await corpus[file]!(), { location: 'keep' });
      const tags = answers[file]!;
      const outcome = (change: Partial<typeof field>) => compare({ ...field, ...change }, metadata, tags).is;
      expect([
        outcome({ theirs: () => changed(field.theirs(tags)) }),
        outcome({ theirs: () => undefined }),
        outcome({ ours: () => undefined }),
      ]).toEqual(['different', 'only-here', 'only-exiftool']);
    }
  });

  it('has no frozen answer without its file', () => {
    expect(Object.keys(answers)).toEqual(Object.keys(corpus));
  });
});

const changed = (value: Value): Value => {
  if (typeof value === 'number') return value + 0.5;
  return typeof value === 'string' ? `${value}x` : [...(value ?? []), 'x'];
};
