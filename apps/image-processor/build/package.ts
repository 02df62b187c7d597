import { execFile } from 'node:child_process';
import { access, copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { bundleProcessor } from './bundle.ts';
import { dependencyClosure, type LockedPackages } from './dependency-closure.ts';
import { paths } from './paths.ts';

/** Lambda's `nodejs24.x` on arm64 is Amazon Linux 2023: glibc. Other platforms' binaries would not load. */
const lambdaPlatform = ['--os=linux', '--cpu=arm64', '--libc=glibc'];

/** What the bundle loads at run time: sharp's native part, which brings libvips, and libheif. */
const decoders = ['@img/sharp-linux-arm64', 'libheif-js'];

/** The same decoder again, as plain JavaScript and with its WebAssembly inlined: 7 MB that nothing loads. */
const unusedHeifBuilds = [
  'libheif/libheif.js',
  'libheif-wasm/libheif-bundle.js',
  'libheif-wasm/libheif-bundle.mjs',
];

/**
 * Builds what AWS gets, `dist/package`: the bundled handler, with libvips for Lambda's platform and libheif beside it.
 *
 * Both are installed from a lock file cut out of the repository's own, so the package holds the tested
 * versions and npm checks their integrity.
 *
 * @returns the directory that the Pulumi program archives
 * @throws when npm cannot reach a registry or its cache, with npm's own message; or naming the file of a package that
 *   npm left out
 */
export const packageProcessor = async (): Promise<{ readonly directory: string }> => {
  const bundle = await bundleProcessor();
  await rm(paths.package, { recursive: true, force: true });
  await mkdir(paths.package, { recursive: true });
  for (const file of ['main.js', 'package.json']) {
    await copyFile(`${bundle.directory}/${file}`, `${paths.package}/${file}`);
  }
  await cp(`${bundle.directory}/watermarks`, `${paths.package}/watermarks`, { recursive: true });
  await installDecoders(paths.package);
  return { directory: paths.package };
};

const installDecoders = async (directory: string): Promise<void> => {
  const locked = JSON.parse(await readFile(paths.lockFile, 'utf8'));
  const packages: LockedPackages = Object.assign(
    {},
    ...decoders.map((name) => dependencyClosure(locked, name)),
  );
  const manifest = {
    name: 'image-processor',
    version: '0.0.0',
    private: true,
    type: 'commonjs',
    // Optional, since npm measures what is required by the machine it runs on, whatever platform it is asked for.
    optionalDependencies: Object.fromEntries(
      decoders.map((name) => [name, packages[`node_modules/${name}`]?.version]),
    ),
  };
  const lock = { ...manifest, lockfileVersion: 3, packages: { '': manifest, ...packages } };
  await writeFile(`${directory}/package.json`, JSON.stringify(manifest));
  await writeFile(`${directory}/package-lock.json`, JSON.stringify(lock));
  // No bin links: a zip that holds symlinks is refused by some tools and useless on Lambda.
  const flags = ['--no-bin-links', '--ignore-scripts', '--no-audit', '--no-fund', '--workspaces=false'];
  await promisify(execFile)('npm', ['ci', ...lambdaPlatform, ...flags], { cwd: directory });
  // Of what is optional npm leaves out without a word what it cannot get.
  for (const place of Object.keys(packages)) await access(`${directory}/${place}/package.json`);
  await rm(`${directory}/package-lock.json`);
  await rm(`${directory}/node_modules/.package-lock.json`, { force: true });
  for (const build of unusedHeifBuilds) await rm(`${directory}/node_modules/libheif-js/${build}`);
};

if (import.meta.main) {
  void packageProcessor().then(({ directory }) =>
    console.log(`Packaged the handler and its decoders for Lambda into ${directory}`),
  );
}
