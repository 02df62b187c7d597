/**
 * Tries the promise under S3's delivery on as many random histories as are asked for.
 *
 *   --runs N     how many (default 10000)
 *   --seed N     where chance starts (default: another each time); the same seed gives the same histories
 *
 * Prints how far it is, and exits with 1 at the first history that ends wrong, telling its seed and the history.
 */
import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { thePromise } from './promise.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write('--runs takes a whole number from 1 on, --seed a whole number.\n');
  process.exit(2);
}

/** Histories between two lines of progress. */
const batch = 1000;
const began = performance.now();
for (let done = 0; done < runs;) {
  const numRuns = Math.min(batch, runs - done);
  const details = await fc.check(thePromise, { numRuns, seed: seed + done });
  if (details.failed) {
    process.stderr.write(`${fc.defaultReportMessage(details)}\n`);
    process.exit(1);
  }
  done += numRuns;
  const rate = Math.round(done / ((performance.now() - began) / 1000));
  process.stdout.write(`${done} of ${runs} histories kept the promise, ${rate} a second\n`);
}
process.stdout.write(`Nothing diverged and nothing was left over (seed ${seed}).\n`);
