/**
 * Renders the files of a directory over and over, one at a time and giving back their memory as the function does, and prints as JSON the highest
 * resident memory after 200 and after 500 images, in MiB.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseBytes } from '../src/picture/pixels/release-bytes.ts';
import { defaultRecipes } from '../src/recipes/default-recipes.ts';
import { renderVariants } from '../src/render-variants.ts';

const [directory = '.'] = process.argv.slice(2);
const files = (await readdir(directory)).sort();

/** Linux's ru_maxrss of a process that another one started begins with what that one had: here is its own. */
const peakMiB = async (): Promise<number> => {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const ownKiB = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(ownKiB ?? process.resourceUsage().maxRSS) / 1024;
};

const peaks: number[] = [];

for (let image = 1; image <= 500; image++) {
  const bytes = await readFile(join(directory, files[image % files.length] ?? ''));
  const { variants } = await renderVariants(bytes, defaultRecipes);
  if (variants.length !== defaultRecipes.length) throw new Error('a variant is missing');
  for (const done of [bytes, ...variants.map(({ data }) => data)]) releaseBytes(done);
  if (image === 200 || image === 500) peaks.push(await peakMiB());
}
process.stdout.write(JSON.stringify(peaks));
