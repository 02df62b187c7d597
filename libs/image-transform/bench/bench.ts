/**
 * Measures what this package and the packaged handler promise of speed and memory, and writes docs/performance.md.
 *
 *   --json      one JSON array of { case, ratio, atMost, runs } on standard output; ratio is null without its peer
 *   --runs N    how often each side of a comparison runs (default 9)
 *   --only TEXT only the cases whose name contains it; the page is left as it is
 *
 * A figure that is missed is reported and fails nothing. Exits with 1 only when a measurement cannot be taken.
 */
import { parseArgs } from 'node:util';
import { PeerAbsent, type Case } from './case.ts';
import { againstNaive } from './cases/against-naive.ts';
import { againstPeers } from './cases/against-peers.ts';
import { bombCases } from './cases/bombs.ts';
import { coldStart } from './cases/cold-start.ts';
import { description } from './cases/description.ts';
import { duplicateEvent } from './cases/duplicate-event.ts';
import { memory } from './cases/memory.ts';
import { overTheFloor } from './cases/over-floor.ts';
import { secondParse } from './cases/second-parse.ts';
import { sizeAgainstPeers } from './cases/size-against-peers.ts';
import { turning } from './cases/turning.ts';
import { watermark } from './cases/watermark.ts';
import { textOf, writePage, type Line } from './report.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '9' },
    only: { type: 'string', default: '' },
  },
});
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs is ${options.runs}. Expected 1 or more.`);

const all = [
  ...overTheFloor,
  turning,
  ...againstNaive,
  ...againstPeers,
  ...sizeAgainstPeers,
  description,
  watermark,
  secondParse,
  duplicateEvent,
  coldStart,
  ...bombCases,
  ...memory,
];
const cases = all.filter(({ name }) => name.includes(options.only));
const lines: Line[] = [];

const lineOf = async ({ name, atMost: most, measure }: Case): Promise<Line> => {
  const atMost = most ?? null;
  try {
    return { case: name, atMost, ...(await measure(runs)) };
  } catch (error) {
    if (!(error instanceof PeerAbsent)) throw new Error(`Cannot measure: ${name}`, { cause: error });
    return { case: name, ratio: null, atMost, runs: 0, detail: error.message };
  }
};
for (const one of cases) {
  const line = await lineOf(one);
  lines.push(line);
  if (!options.json) process.stdout.write(`${textOf(line)}\n`);
}
if (options.json) {
  const figures = lines.map(({ detail, ...figure }) => figure);
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
}
if (options.only === '') await writePage(lines);
