import { readyRecord } from '@image-pipeline/image-records/testing';
import pc from 'picocolors';
import type { ImageOutcome } from './image-outcome.ts';
import { reportOutcomes } from './report-outcomes.ts';

const ready: ImageOutcome = { file: 'a.jpg', ...readyRecord() };
const cut: ImageOutcome = {
  file: 'b.jpg',
  status: 'failed',
  failure: { code: 'variant-unreachable', message: 'It broke off.', remedy: 'Run again.' },
};

const reported = (outcomes: readonly ImageOutcome[], options: { out?: string; json?: boolean }) => {
  const [lines, notes]: [string[], string[]] = [[], []];
  reportOutcomes(outcomes, options, {
    colours: pc.createColors(false),
    line: (text = '') => void lines.push(text),
    note: (text = '') => void notes.push(text),
  });
  return { lines, notes };
};

it('shows remedies behind the counts, with JSON as well', () => {
  const notes = ['1 ready, 0 rejected, 1 failed', 'variant-unreachable: Run again.'];
  expect(reported([ready, cut], { out: 'there' }).notes).toEqual([...notes, 'The variants are in there.']);
  expect(reported([ready, cut], { out: 'there', json: true })).toEqual({
    lines: [],
    notes: [...notes, 'The variants are in there.'],
  });
});

it('says nothing of variants where there are none', () => {
  expect(reported([cut], {}).notes).toEqual([
    '0 ready, 0 rejected, 1 failed',
    'variant-unreachable: Run again.',
  ]);
});
