/**
 * Refuses one bomb and prints as JSON what it cost: milliseconds of CPU, and by how many MiB resident memory grew at its peak.
 * A picture that is none but for what it hides costs what its header does. An ordinary photo goes first.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { photo } from '../src/testing/images.ts';
import { readHeader } from '../src/testing/read-header.ts';

const [file = ''] = process.argv.slice(2);
await readHeader(await photo(640, 480).jpeg().toBuffer());
const bytes = readFileSync(file);

/** proc(5): 5 makes the peak what is resident now. */
writeFileSync('/proc/self/clear_refs', '5');

const peakMiB = (): number => {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(line?.[1]) / 1024;
};
const before = peakMiB();
const start = process.cpuUsage();
const outcome = await readHeader(bytes).then(
  () => 'ready',
  (error: { code: string }) => error.code,
);
const { user, system } = process.cpuUsage(start);
const milliseconds = (user + system) / 1000;
process.stdout.write(JSON.stringify({ outcome, milliseconds, mebibytes: peakMiB() - before }));
