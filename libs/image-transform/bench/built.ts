import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

export const processor = join(repository, 'apps/image-processor');

/** Below node_modules, so that what is built there finds its packages and no tool finds it. */
const output = join(repository, 'node_modules/.cache/image-bench');

/** Compiles an entry point as the product is compiled: what strips types at run time weighs on time and memory. */
export const compiled = async (entryPoint: string, name: string, options: BuildOptions): Promise<string> => {
  const outfile = join(output, name);
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    conditions: ['@image-pipeline/source'],
    logLevel: 'warning',
    ...options,
  });
  return outfile;
};

/** The project's own libraries are its code; everything else is a package. */
export const leavePackagesOutside: Plugin = {
  name: 'leave-packages-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@image-pipeline/') ? undefined : { path, external: true },
    );
  },
};
