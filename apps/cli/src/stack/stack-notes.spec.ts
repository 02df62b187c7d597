import type { Diagnostic } from '@image-pipeline/local-cloud';
import pc from 'picocolors';
import { createStackNotes } from './stack-notes.ts';

const said = (verbose: boolean): string[] => {
  const notes: string[] = [];
  const output = { note: (text = '') => void notes.push(text), noteColours: pc.createColors(false) };
  const { onLog, onDiagnostic } = createStackNotes(output, verbose);
  onLog({ message: 'REPORT\tDuration: 3 ms\u001b[2J', timestamp: 0, logGroup: 'g', logStream: 's' });
  const diagnostics: Diagnostic[] = [
    { severity: 'debug', message: 'RegisterResource RPC prepared' },
    { severity: 'info', message: 'hello' },
    { severity: 'warning', message: 'deprecated' },
    { severity: 'error', message: 'Error: broken\n    at file.ts:1' },
  ];
  diagnostics.forEach(onDiagnostic);
  return notes;
};

it('shows warnings and errors in a line each', () => {
  expect(said(false)).toEqual(['warning: deprecated', 'error: Error: broken']);
});

it('shows everything when asked to, and lets nothing steer the terminal', () => {
  expect(said(true)).toEqual([
    'REPORT\tDuration: 3 ms\\u{1b}[2J',
    'hello',
    'warning: deprecated',
    'error: Error: broken\n      at file.ts:1',
  ]);
});
