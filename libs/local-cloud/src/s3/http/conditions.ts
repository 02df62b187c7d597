import type { ReadConditions } from '../objects/read-conditions.ts';
import { headerNotImplemented, S3Error } from '../s3-error.ts';
import type { WriteCondition } from '../store/write-condition.ts';
import { unquoted } from './etag.ts';
import type { S3Request } from './s3-request.ts';

/**
 * The conditions that a reading request sets.
 * @param prefix of the header names; copies carry the conditions on their source under longer ones
 */
export const readConditions = (
  { header }: S3Request,
  prefix: 'if' | 'x-amz-copy-source-if' = 'if',
): ReadConditions => ({
  match: etags(header(`${prefix}-match`)),
  noneMatch: etags(header(`${prefix}-none-match`)),
  unmodifiedSince: header(`${prefix}-unmodified-since`),
  modifiedSince: header(`${prefix}-modified-since`),
});

const etags = (list: string | undefined): string[] | undefined =>
  list?.split(',').map((entry) => unquoted(entry.trim().replace(/^W\//, '')));

/**
 * The condition that a writing request sets.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @throws S3Error InvalidRequest, NotImplemented
 */
export const writeCondition = (request: S3Request): WriteCondition => {
  const ifMatch = request.header('if-match');
  const ifNoneMatch = request.header('if-none-match');
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw new S3Error('InvalidRequest', 'If-Match and If-None-Match cannot be combined in one write.');
  }
  if (ifMatch !== undefined) return { kind: 'match', etag: unquoted(ifMatch) };
  if (ifNoneMatch === undefined) return { kind: 'none' };
  if (ifNoneMatch.trim() === '*') return { kind: 'absent' };
  throw headerNotImplemented('If-None-Match', 'A write knows If-None-Match with the value * only.');
};
