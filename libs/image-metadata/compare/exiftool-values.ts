import type { Value } from './comparison.ts';
import type { ExiftoolTags } from './exiftool.ts';

/** The first of some tags that is there. */
export const tag =
  (...names: readonly string[]) =>
  (tags: ExiftoolTags): Value =>
    names.map((name) => tags[name]).find((value) => value !== undefined);

/** exiftool prints "undef" and "inf" for 0/0 and 1/0, and of several numbers in one tag all, parted by blanks. */
export const number =
  (...names: readonly string[]) =>
  (tags: ExiftoolTags): number | undefined => {
    const [first] = text(tag(...names)(tags)).split(' ');
    const value = first ? Number(first) : NaN;
    return Number.isFinite(value) ? value : undefined;
  };

/** exiftool has a list of one as that one. */
export const list =
  (...names: readonly string[]) =>
  (tags: ExiftoolTags): Value => {
    const value = tag(...names)(tags);
    return typeof value === 'string' ? [value] : value;
  };

export const text = (value: Value): string => (typeof value === 'string' ? value : '');

export const texts = (value: Value): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);
