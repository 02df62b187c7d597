import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createRequire } from 'node:module';
import { svgChild, verdicts, type SvgTask } from './svg-child.ts';

const { resolve } = createRequire(import.meta.url);

/** Starts the process that draws one SVG, which it takes on its standard input, and answers on its standard output. */
export const startSvgChild = (task: Omit<SvgTask, 'sharp'>): ChildProcessWithoutNullStreams => {
  const sharp = resolve('sharp');
  const program = `(${svgChild.toString()})(require, ${JSON.stringify(verdicts)})`;
  const given: SvgTask = { ...task, sharp };
  return spawn(process.execPath, [...flags(sharp), '--eval', program, JSON.stringify(given)], {
    env: environment(),
  });
};

/** Of the program's own objects, in MiB: it has few. Documents and pixels lie outside of V8's heap. */
const heapMegabytes = 64;

/**
 * Of Node. The program may read what is installed, start sharp's native part, and nothing else. That binds
 * JavaScript only: native code asks nobody, and what keeps librsvg from opening files is that it gets a document
 * without an address.
 */
export const flags = (sharp: string): string[] => [
  '--input-type=commonjs',
  `--max-old-space-size=${heapMegabytes}`,
  '--permission',
  '--allow-addons',
  '--disable-warning=PERM0001',
  ...(createRequire(sharp).resolve.paths('sharp') ?? []).map((directory) => `--allow-fs-read=${directory}`),
];

/**
 * No secret of the parent's: where Node finds its libraries and fontconfig its fonts, when not in the usual place.
 * Two arenas are enough for glibc; in one for each thread it would keep what was freed.
 */
const passedOn = ['LD_LIBRARY_PATH', 'FONTCONFIG_FILE', 'FONTCONFIG_PATH'] as const;

const environment = (): NodeJS.ProcessEnv => ({
  MALLOC_ARENA_MAX: '2',
  ...Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
});
