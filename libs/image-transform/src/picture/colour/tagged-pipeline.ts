import type { Sharp } from 'sharp';
import { openOptions, sharp } from '../../source/libvips.ts';
import { pipelineFrom, type Picture } from '../pixels/picture.ts';
import { taggedTiff } from './tagged-tiff.ts';

/** A pipeline that starts from the picture and writes its profile, if it has one, into what it makes. */
export const taggedPipelineFrom = (picture: Picture): Sharp => {
  if (picture.profile === undefined) return pipelineFrom(picture);
  return sharp(taggedTiff(picture, picture.profile), openOptions).keepIccProfile();
};
