import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { oneFile } from './one-file.ts';

/**
 * Writes sharp's own JavaScript as a package of one file, `node_modules/sharp`, for the process that draws an SVG: that
 * one is given sharp by its file, and has nothing of the handler. Its native part stays outside, as with the handler.
 *
 * @param directory of the bundle; an earlier package in it is replaced file by file, each in one step
 * @throws esbuild's `BuildFailure`
 */
export const bundleSharp = async (directory: string): Promise<void> => {
  const place = `${directory}/node_modules/sharp`;
  await mkdir(place, { recursive: true });
  const { outputFiles } = await build({
    ...oneFile,
    stdin: {
      contents: "export { default } from 'sharp';",
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    footer: { js: 'module.exports=module.exports.default;' },
    write: false,
  });
  const manifest = { name: 'sharp', type: 'commonjs', main: 'index.js', license: 'Apache-2.0' };
  await replace(`${place}/package.json`, JSON.stringify(manifest));
  for (const { contents } of outputFiles) await replace(`${place}/index.js`, contents);
};

const replace = async (file: string, contents: string | Uint8Array): Promise<void> => {
  await writeFile(`${file}.${process.pid}`, contents);
  await rename(`${file}.${process.pid}`, file);
};
