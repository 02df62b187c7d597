import type { S3Request } from '../http/s3-request.ts';
import type { StoredObject } from '../store/stored-object.ts';
import { unquoted } from '../store/write-condition.ts';

export type ReadVerdict = 'proceed' | 'not-modified' | 'failed';

/** Header names of the four conditions; copies carry theirs under other names. */
const conditionHeaders = {
  read: ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since'],
  copy: [
    'x-amz-copy-source-if-match',
    'x-amz-copy-source-if-unmodified-since',
    'x-amz-copy-source-if-none-match',
    'x-amz-copy-source-if-modified-since',
  ],
} as const;

/**
 * Weighs the conditions of a read in the order of RFC 9110 section 13.2.2: an ETag condition outranks the date
 * condition of its pair. A date that does not parse is no condition.
 */
export const weighReadConditions = (
  request: S3Request,
  object: StoredObject,
  kind: keyof typeof conditionHeaders = 'read',
): ReadVerdict => {
  const [match, unmodifiedSince, noneMatch, modifiedSince] = conditionHeaders[kind].map((name) =>
    request.header(name),
  );
  const changedAfter = (date: string | undefined): boolean | undefined => {
    const time = Date.parse(date ?? '');
    return Number.isNaN(time) ? undefined : object.lastModified > time;
  };
  if (match !== undefined) {
    if (!names(match, object.etag)) return 'failed';
  } else if (changedAfter(unmodifiedSince) === true) return 'failed';
  if (noneMatch !== undefined) return names(noneMatch, object.etag) ? 'not-modified' : 'proceed';
  return changedAfter(modifiedSince) === false ? 'not-modified' : 'proceed';
};

const names = (list: string, etag: string): boolean =>
  list.split(',').some((entry) => {
    const candidate = unquoted(entry.trim().replace(/^W\//, ''));
    return candidate === '*' || candidate === etag;
  });
