import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { build, type Metafile } from 'esbuild';
import { bundleSharp } from './bundle-sharp.ts';
import { leanAwsSdk } from './lean-aws-sdk.ts';
import { oneFile } from './one-file.ts';
import { paths } from './paths.ts';

export interface Bundle {
  /** What to hand to Lambda. */
  readonly directory: string;
  /** The files that something of went into the bundle, relative to the working directory. */
  readonly sources: readonly string[];
}

/**
 * Bundles the handler into one CommonJS file, `dist/bundle/main.js`, whose handler is `main.handler`.
 *
 * Everything is in it that is JavaScript and that an invocation can reach, sharp's own among it: finding sharp's sixty
 * files one by one takes four times as long as loading libvips. Outside stay sharp's native part, which sharp finds
 * from the bundle as it does from its own folder, and libheif, which is found at run time, when a HEIC arrives: no
 * other start reads its 1.5 MB. The licence of both, the LGPL, wants them to be exchangeable.
 *
 * Beside it lie the watermarks, and sharp once more for the process that draws an SVG.
 *
 * Safe to run while another process runs the earlier bundle: the new one replaces it in one step.
 *
 * @throws esbuild's `BuildFailure`, naming file and line, when the sources do not compile
 */
export const bundleProcessor = async (): Promise<Bundle> => {
  await mkdir(paths.bundle, { recursive: true });
  const fresh = `${paths.bundle}/main.js.${process.pid}`;
  try {
    const { metafile } = await build({
      entryPoints: [paths.entryPoint],
      outfile: fresh,
      ...oneFile,
      plugins: [leanAwsSdk],
      metafile: true,
    });
    // The project is an ES module package; this one file is not.
    await writeFile(`${paths.bundle}/package.json`, '{ "type": "commonjs" }\n');
    await bundleSharp(paths.bundle);
    await copyWatermarks(`${paths.bundle}/watermarks`);
    await rename(fresh, `${paths.bundle}/main.js`);
    return { directory: paths.bundle, sources: sourcesOf(metafile) };
  } finally {
    await rm(fresh, { force: true });
  }
};

/** As they are now: one that was taken out of the folder is gone. */
const copyWatermarks = async (destination: string): Promise<void> => {
  await rm(destination, { recursive: true, force: true });
  await cp(paths.watermarks, destination, { recursive: true, filter: (file) => !file.endsWith('.md') });
};

const sourcesOf = ({ outputs }: Metafile): readonly string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => file),
  );

if (import.meta.main) {
  void bundleProcessor().then(({ directory }) => console.log(`Bundled the handler into ${directory}`));
}
