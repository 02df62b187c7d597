import { build } from 'esbuild';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { photoInEveryFormat } from '../testing/records.ts';
import { pictureMarkup } from './picture-markup.ts';

/** All that the package takes from a browser beyond the language itself. */
const webPlatform = { URL, atob, btoa };

const bundled = build({
  absWorkingDir: resolve(import.meta.dirname, '../../..'),
  entryPoints: [join(import.meta.dirname, 'index.ts')],
  bundle: true,
  format: 'iife',
  globalName: 'responsiveImage',
  platform: 'browser',
  conditions: ['@image-pipeline/source'],
  metafile: true,
  write: false,
});

test('bundles for browsers from its own files, the errors that all packages share, and thumbhash alone', async () => {
  const { metafile, warnings } = await bundled;
  expect(warnings).toEqual([]);
  const packages = Object.keys(metafile.inputs).map((path) => path.split('/').slice(0, 2).join('/'));
  expect([...new Set(packages)].sort()).toEqual([
    'libs/errors',
    'libs/responsive-image',
    'node_modules/thumbhash',
  ]);
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
