import { readyRecord, rejectedRecord } from '@image-pipeline/image-records/testing';
import pc from 'picocolors';
import type { ImageOutcome } from './image-outcome.ts';
import { outcomeCounts, outcomeTable, remedyLines } from './outcome-table.ts';

const outcomes: ImageOutcome[] = [
  { file: 'in/beach.jpg', ...readyRecord({ format: 'jpeg' }) },
  { file: 'in/\u001b[2Jnotes.jpg', ...rejectedRecord() },
  { file: 'in/c.jpg', status: 'failed', failure: { code: 'Sandbox.Timedout', message: 'Task timed out' } },
];

it('has a row per image: what became of it, or why nothing did', () => {
  expect(outcomeTable(outcomes, pc.createColors(false))).toEqual([
    'FILE                   STATUS       PIXELS  FORMAT   MS  VARIANTS, OR WHY NOT',
    'in/beach.jpg           ready     4000×3000  jpeg    412  thumb 200×200',
    'in/\\u{1b}[2Jnotes.jpg  rejected                     412  corrupt: The file ends before the picture does.',
    'in/c.jpg               failed                            Sandbox.Timedout: Task timed out',
  ]);
});

it('stays aligned in colour', () => {
  const plain = outcomeTable(outcomes, pc.createColors(false));
  const coloured = outcomeTable(outcomes, pc.createColors(true));
  // eslint-disable-next-line no-control-regex -- the colours themselves
  expect(coloured.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(plain);
  expect(coloured).not.toEqual(plain);
});

it('counts the endings', () => {
  expect(outcomeCounts(outcomes)).toBe('1 ready, 1 rejected, 1 failed');
});

it('tells what can be done about failures once, however many images they befell', () => {
  const cut = (file: string): ImageOutcome => ({
    file,
    status: 'failed',
    failure: { code: 'variant-unreachable', message: `${file} broke off.`, remedy: 'Run again.' },
  });
  expect(remedyLines([...outcomes, cut('a.jpg'), cut('b.jpg')])).toEqual(['variant-unreachable: Run again.']);
});
