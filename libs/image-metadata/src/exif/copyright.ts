import type { TagValue } from '../values/tag-value.ts';

/**
 * EXIF's Copyright is two notices, the photographer's and behind a NUL the editor's, with a blank for the first where
 * only the second is there: EXIF 2.32, section 4.6.4, tag 33432. Both become one text.
 */
export const bothNotices = (value: TagValue | undefined): TagValue | undefined =>
  typeof value === 'string' ? value.replace('\0', '\n') : value;
