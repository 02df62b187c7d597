import { build } from 'esbuild';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { photoInEveryFormat } from '../testing/records.ts';
import { pictureMarkup } from './picture-markup.ts';

/** All that the package takes from a browser beyond the language itself. */
const webPlatform = { URL, atob, btoa };

const bundled = build({
  entryPoints: [join(import.meta.dirname, 'index.ts')],
  bundle: true,
  format: 'iife',
  globalName: 'responsiveImage',
  platform: 'browser',
  conditions: ['@image-pipeline/source'],
  metafile: true,
  write: false,
});

test('bundles for browsers from its own files and thumbhash alone', async () => {
  const { metafile, warnings } = await bundled;
  expect(warnings).toEqual([]);
  const foreign = Object.keys(metafile.inputs).filter((path) => !/(^|\/)src\/[\w-]+\.ts$/.test(path));
  expect(foreign).toEqual([expect.stringMatching(/node_modules\/thumbhash\/thumbhash\.js$/)]);
  expect(
    Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external)),
  ).toEqual([]);
});

test('the bundle runs where there is nothing of Node', async () => {
  const { outputFiles } = await bundled;
  const context = { ...webPlatform, record: photoInEveryFormat };
  const call = `responsiveImage.pictureMarkup(record, { alt: 'A cat' })`;
  const html: unknown = runInNewContext(
    `if (typeof process + typeof Buffer + typeof require !== 'undefined'.repeat(3)) throw new Error('Node is here');
    ${outputFiles[0]?.text}
    ${call}`,
    context,
  );
  expect(html).toBe(pictureMarkup(photoInEveryFormat, { alt: 'A cat' }));
});
