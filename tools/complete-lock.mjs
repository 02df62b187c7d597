/**
 * Adds to package-lock.json the platform packages that npm leaves out of it: an install keeps only those of the
 * machine it ran on once node_modules exists (https://github.com/npm/cli/issues/4828), or those the registry in use
 * has. `npm ci` then refuses the lock file, here and on every other platform. Run it after `npm install`.
 * With --check it changes nothing and fails when something is missing.
 *
 * An entry added here has no integrity hash; npm writes that one when it installs the package.
 */
import { readFile, writeFile } from 'node:fs/promises';

const lockFile = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(await readFile(lockFile, 'utf8'));

const isLocked = (place, name) => {
  for (let base = place; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (lock.packages[base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`]) return true;
    if (base === '') return false;
  }
};

const entryFor = (name, version, parent) => ({
  version,
  ...platformOf(name),
  ...(parent.dev && { dev: true }),
  optional: true,
});

/** Platform packages carry their platform in their names: `…-linux-arm64-gnu`, `…-darwin-x64`, `…-wasm32-wasi`. */
const platformOf = (name) => {
  const words = name.split(/[-/.]/);
  const os = [
    'aix',
    'android',
    'darwin',
    'freebsd',
    'linux',
    'netbsd',
    'openbsd',
    'openharmony',
    'sunos',
    'win32',
  ];
  const cpu = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
  const found = {
    os: words.find((word) => os.includes(word)),
    cpu: words.find((word) => cpu.includes(word)),
  };
  const libc =
    words.includes('musl') || words.includes('musleabihf')
      ? 'musl'
      : words.includes('gnu')
        ? 'glibc'
        : undefined;
  return {
    ...(found.cpu && { cpu: [found.cpu] }),
    ...(found.os && { os: [found.os] }),
    ...(found.os === 'linux' && libc && { libc: [libc] }),
  };
};
const missing = Object.entries(lock.packages).flatMap(([place, parent]) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(place, name))
    .map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, parent)]),
);

const sorted = (packages) =>
  Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));

if (process.argv.includes('--check')) {
  for (const [place] of missing) console.error(`package-lock.json lacks ${place}`);
  if (missing.length > 0) console.error('Run node tools/complete-lock.mjs and commit package-lock.json.');
  process.exitCode = missing.length > 0 ? 1 : 0;
} else {
  lock.packages = sorted({ ...lock.packages, ...Object.fromEntries(missing) });
  await writeFile(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added ${missing.length} packages to package-lock.json`);
}
