import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultRecipes } from '../../src/recipes/default-recipes.ts';
import { compiled, leavePackagesOutside, processor } from '../built.ts';
import type { Case } from '../case.ts';
import { measure } from '../measure.ts';
import { nativeMemory } from '../native-memory.ts';
import { cpuOf } from '../programs.ts';

const run = promisify(execFile);

/** What Lambda gives the function before it starts, and nothing of this machine. */
const environment = {
  PATH: '/usr/bin:/bin',
  TZ: ':UTC',
  AWS_REGION: 'eu-central-1',
  AWS_DEFAULT_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'image-processor',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
  PROCESSED_BUCKET: 'processed-images-bench',
  TABLE_NAME: 'ImageMetadata-bench',
  CDN_BASE_URL: 'https://cdn.example.com',
  RECIPES: JSON.stringify(defaultRecipes),
  LOCATION_POLICY: 'drop',
  TIMEOUT_SECONDS: '60',
  TOMBSTONE_DAYS: '7',
  POWERTOOLS_SERVICE_NAME: 'image-processor',
  POWERTOOLS_METRICS_NAMESPACE: 'ImagePipeline',
  POWERTOOLS_LOG_LEVEL: 'INFO',
  ...nativeMemory,
};

/** By import(), as Lambda's runtime loads it. */
const loadHandler = `
  import(process.argv[1]).then((main) => {
    if (typeof (main.handler ?? main.default?.handler) !== 'function') throw new Error('no handler in ' + process.argv[1]);
  })`;

/** What is put off until the first image is only hidden from this measurement: libvips has to be in the process. */
const loadedLibvips = `
  process.report.excludeNetwork = true;
  if (!process.report.getReport().sharedObjects.some((file) => file.includes('libvips')))
    throw new Error('libvips is not loaded by ' + process.argv[1]);`;

/** From the start of the process until the handler could take an image, and the process has ended. */
export const coldStart: Case = {
  name: 'cold start of the bundled handler, CPU of the same code with its packages unbundled',
  atMost: 0.6,
  async measure(runs) {
    await run(process.execPath, ['build/bundle.ts'], { cwd: processor });
    const bundle = join(processor, 'dist/bundle/main.js');
    const unbundled = await compiled(join(processor, 'src/main.ts'), 'unbundled.mjs', {
      format: 'esm',
      plugins: [leavePackagesOutside],
    });
    for (const file of [unbundled, bundle]) {
      const script = `${loadHandler}.then(() => { ${loadedLibvips} });`;
      await run(process.execPath, ['-e', script, file], { env: environment });
    }
    const start =
      (script: string, ...file: string[]) =>
      () =>
        cpuOf(process.execPath, ['-e', script, ...file], environment);
    // A start is short and noisy: more of them than of the renderings.
    const starts = runs * 3;
    const times = await measure(
      { empty: start(''), unbundled: start(loadHandler, unbundled), bundled: start(loadHandler, bundle) },
      starts,
    );
    return {
      ratio: times.bundled.cpu / times.unbundled.cpu,
      runs: starts,
      detail:
        `${times.bundled.cpu.toFixed(0)} of ${times.unbundled.cpu.toFixed(0)} ms CPU, ` +
        `${times.bundled.wall.toFixed(0)} of ${times.unbundled.wall.toFixed(0)} ms wall; ` +
        `Node.js alone ${times.empty.cpu.toFixed(0)} ms CPU`,
    };
  },
};
