import { execFile } from 'node:child_process';
import { access, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { bundleProcessor } from './bundle.ts';
import { dependencyClosure, type LockedPackages } from './dependency-closure.ts';
import { paths } from './paths.ts';

/** Where a package is to run: binaries of other platforms would not load. */
export interface Platform {
  readonly os: string;
  readonly cpu: string;
  readonly libc?: 'glibc' | 'musl';
}

/** Lambda's `nodejs24.x` on arm64 is Amazon Linux 2023: glibc. */
const lambda: Platform = { os: 'linux', cpu: 'arm64', libc: 'glibc' };

/** What the bundle loads at run time: sharp's native part, which brings libvips, and libheif. */
const decodersOf = ({ os, cpu, libc }: Platform): readonly string[] => [
  `@img/sharp-${os}${libc === 'musl' ? libc : ''}-${cpu}`,
  'libheif-js',
];

/** The same decoder again, as plain JavaScript and with its WebAssembly inlined: 7 MB that nothing loads. */
const unusedHeifBuilds = [
  'libheif/libheif.js',
  'libheif-wasm/libheif-bundle.js',
  'libheif-wasm/libheif-bundle.mjs',
];

/**
 * Builds what AWS gets: the bundled handler, with libvips for the platform and libheif beside it.
 *
 * Both are installed from a lock file cut out of the repository's own, so the package holds the tested
 * versions and npm checks their integrity.
 *
 * @param target where to build it, replacing what is there, and for which platform; those of AWS if left out
 * @returns the directory, which the Pulumi program archives
 * @throws when npm cannot reach a registry or its cache, with npm's own message; or naming the file of a package that
 *   npm left out
 */
export const packageProcessor = async ({
  directory = paths.package as string,
  platform = lambda,
} = {}): Promise<{ readonly directory: string }> => {
  const bundle = await bundleProcessor();
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await installDecoders(directory, platform);
  for (const part of ['main.js', 'watermarks', 'node_modules/sharp']) {
    await cp(`${bundle.directory}/${part}`, `${directory}/${part}`, { recursive: true });
  }
  return { directory };
};

const installDecoders = async (directory: string, platform: Platform): Promise<void> => {
  const locked = JSON.parse(await readFile(paths.lockFile, 'utf8'));
  const decoders = decodersOf(platform);
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
  const target = Object.entries(platform).map(([name, value]) => `--${name}=${value}`);
  // What the lock file names by its digest is the same in npm's cache.
  await promisify(execFile)('npm', ['ci', '--prefer-offline', ...target, ...flags], { cwd: directory });
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
