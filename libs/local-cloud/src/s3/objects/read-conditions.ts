import type { StoredObject } from '../store/stored-object.ts';

/** What a read or a copy asks of the object, each as it came in its header. */
export interface ReadConditions {
  /** ETags, without quotes; `*` stands for any. */
  readonly match: readonly string[] | undefined;
  readonly noneMatch: readonly string[] | undefined;
  readonly unmodifiedSince: string | undefined;
  readonly modifiedSince: string | undefined;
}

/** Whether the object is to be given; `not-modified` is a failure, too, where there is no such answer. */
export type ReadVerdict = 'proceed' | 'not-modified' | 'failed';

/**
 * Weighs the conditions of a read in the order of RFC 9110 section 13.2.2: an ETag condition outranks the date
 * condition of its pair. A date that does not parse is no condition.
 */
export const weighReadConditions = (
  { match, noneMatch, unmodifiedSince, modifiedSince }: ReadConditions,
  { etag, lastModified }: StoredObject,
): ReadVerdict => {
  const changedAfter = (date: string | undefined): boolean | undefined => {
    const time = Date.parse(date ?? '');
    return Number.isNaN(time) ? undefined : lastModified > time;
  };
  const names = (etags: readonly string[]): boolean => etags.includes('*') || etags.includes(etag);
  if (match === undefined ? changedAfter(unmodifiedSince) === true : !names(match)) return 'failed';
  if (noneMatch !== undefined) return names(noneMatch) ? 'not-modified' : 'proceed';
  return changedAfter(modifiedSince) === false ? 'not-modified' : 'proceed';
};
