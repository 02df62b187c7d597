import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { paths } from './paths.ts';

/**
 * Bundles the handler into one CommonJS file, `dist/bundle/main.js`, whose handler is `main.handler`.
 *
 * CommonJS because it starts faster than an ES module on Lambda; the AWS SDK goes in because the bundled copy
 * starts faster than the runtime's own. sharp stays outside: its native part cannot be bundled. So does libheif,
 * which is found at run time, when a HEIC arrives: no other start reads its 1.5 MB, and its licence, the LGPL,
 * wants it to be exchangeable.
 *
 * Safe to run while another process runs the earlier bundle: the new one replaces it in one step.
 *
 * @returns the directory to hand to Lambda
 * @throws esbuild's `BuildFailure`, naming file and line, when the sources do not compile
 */
export async function bundleProcessor(): Promise<{ readonly directory: string }> {
  await mkdir(paths.bundle, { recursive: true });
  const fresh = `${paths.bundle}/main.js.${process.pid}`;
  try {
    await build({
      entryPoints: [paths.entryPoint],
      outfile: fresh,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      conditions: ['@image-pipeline/source'],
      external: ['sharp'],
      // CommonJS has no import.meta; what is found from a module is found from the bundle.
      banner: { js: "const bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
      define: { 'import.meta.url': 'bundleUrl' },
      // Smaller is read and compiled faster at a cold start; identifiers stay, so that stack traces can be read.
      minifyWhitespace: true,
      minifySyntax: true,
      logLevel: 'warning',
    });
    // The project is an ES module package; this one file is not.
    await writeFile(`${paths.bundle}/package.json`, '{ "type": "commonjs" }\n');
    await rename(fresh, `${paths.bundle}/main.js`);
  } finally {
    await rm(fresh, { force: true });
  }
  return { directory: paths.bundle };
}

if (import.meta.main) {
  void bundleProcessor().then(({ directory }) => console.log(`Bundled the handler into ${directory}`));
}
