import type { S3Request } from '../http/s3-request.ts';
import { S3Error } from '../s3-error.ts';
import type { StoredObject } from './stored-object.ts';

/** What must hold of the present object for a write or a delete to happen. */
export type WriteCondition =
  | { readonly kind: 'none' }
  /** `If-None-Match: *` */
  | { readonly kind: 'absent' }
  /** `If-Match`; `*` stands for any object. The ETag is without quotes. */
  | { readonly kind: 'match'; readonly etag: string };

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
  throw new S3Error(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented.',
    {
      remedy: 'A write knows If-None-Match with the value * only.',
      context: { Header: 'If-None-Match' },
    },
  );
};

/** @throws S3Error PreconditionFailed, NoSuchKey */
export const checkWriteCondition = (condition: WriteCondition, present: StoredObject | undefined): void => {
  if (condition.kind === 'absent' && present !== undefined) throw preconditionFailed('If-None-Match');
  if (condition.kind !== 'match') return;
  if (present === undefined) throw noSuchKey();
  if (condition.etag !== '*' && condition.etag !== present.etag) throw preconditionFailed('If-Match');
};

export const preconditionFailed = (condition: string): S3Error =>
  new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    context: { Condition: condition },
  });

export const noSuchKey = (): S3Error => new S3Error('NoSuchKey', 'The specified key does not exist.');

export const unquoted = (etag: string): string => etag.trim().replace(/^"(.*)"$/s, '$1');
