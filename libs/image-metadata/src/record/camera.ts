import { allowedExif } from '../exif/allowed-exif.ts';
import { recorded, type ExifTags } from '../exif/exif-tags.ts';
import { cleanText } from '../values/text.ts';

/** The equipment, worded for people; `exif` has the same as the camera wrote it. At most 128 characters each. */
export interface Camera {
  readonly make?: string;
  /** Without the make in front: `EOS 5D`, not `Canon EOS 5D`. */
  readonly model?: string;
  readonly lens?: string;
}

/** The equipment as EXIF names it; undefined when it names none. */
export const cameraOf = (tags: ExifTags): Camera | undefined => {
  const make = named(tags, 'Make');
  const model = named(tags, 'Model');
  const lens = named(tags, 'LensModel');
  const camera = {
    ...(make !== undefined && { make }),
    ...(model !== undefined && { model: withoutMake(model, make) }),
    ...(lens !== undefined && { lens }),
  };
  return Object.keys(camera).length > 0 ? camera : undefined;
};

/** Cameras fill a name they do not know with dashes or dots: that is no name. */
const named = (tags: ExifTags, name: 'Make' | 'Model' | 'LensModel'): string | undefined => {
  const { ifd, tag, most } = allowedExif[name];
  const value = cleanText(recorded(tags, ifd, tag), most);
  return value !== undefined && /[\p{L}\p{N}]/u.test(value) ? value : undefined;
};

/** Models repeat the make whole (`Canon`) or by its first word (`NIKON CORPORATION`, `NIKON D70`). */
const withoutMake = (model: string, make = ''): string => {
  const [firstWord = ''] = make.split(' ');
  for (const repeated of [make, firstWord]) {
    const start = `${repeated} `.toLowerCase();
    if (repeated !== '' && model.toLowerCase().startsWith(start)) return model.slice(start.length);
  }
  return model;
};
