import type { Field } from '../comparison.ts';
import { cameraFields } from './camera.ts';
import { descriptionFields } from './description.ts';
import { exifFields } from './exif.ts';
import { imageFields } from './image.ts';
import { locationFields } from './location.ts';

/** Every field of the record that a file's metadata decides. */
export const fields: readonly Field[] = [
  ...imageFields,
  ...cameraFields,
  ...locationFields,
  ...descriptionFields,
  ...exifFields,
];
