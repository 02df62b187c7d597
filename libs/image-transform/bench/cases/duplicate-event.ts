import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compiled, leavePackagesOutside, processor } from '../built.ts';
import type { Case } from '../case.ts';
import { phonePhoto } from '../photos.ts';
import { inScratch } from '../scratch.ts';

interface Cost {
  /** Milliseconds of CPU; medians. */
  readonly first: number;
  readonly duplicate: number;
}

/** The same event delivered twice, to the function on buckets and a table in memory. */
export const duplicateEvent: Case = {
  name: 'an event delivered again, CPU of its first delivery',
  // Where the photo is rendered again, it is 1.
  atMost: 0.05,
  measure: (runs) =>
    inScratch(async (directory) => {
      const { bytes } = await phonePhoto(12, 'srgb');
      const file = `${directory}/photo.jpg`;
      await writeFile(file, bytes);
      const script = await compiled(join(processor, 'bench/duplicate-event.ts'), 'duplicate.mjs', {
        format: 'esm',
        plugins: [leavePackagesOutside],
      });
      const { stdout } = await promisify(execFile)(process.execPath, [script, file, String(runs)]);
      const { first, duplicate } = JSON.parse(stdout) as Cost;
      const detail = `${duplicate.toFixed(0)} of ${first.toFixed(0)} ms CPU`;
      return { ratio: duplicate / first, runs, detail };
    }),
};
