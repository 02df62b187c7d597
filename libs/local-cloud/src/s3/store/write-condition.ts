import { S3Error } from '../s3-error.ts';
import type { StoredObject } from './stored-object.ts';

/** What must hold of the present object for a write or a delete to happen. */
export type WriteCondition =
  | { readonly kind: 'none' }
  /** Nothing is there. */
  | { readonly kind: 'absent' }
  /** An object is there, of this ETag; `*` stands for any. */
  | { readonly kind: 'match'; readonly etag: string };

/**
 * Holds what is there against the condition of a write.
 * @throws S3Error PreconditionFailed, NoSuchKey
 */
export const checkWriteCondition = (condition: WriteCondition, present: StoredObject | undefined): void => {
  if (condition.kind === 'absent' && present !== undefined) throw preconditionFailed('If-None-Match');
  if (condition.kind !== 'match') return;
  if (present === undefined) throw noSuchKey();
  if (condition.etag !== '*' && condition.etag !== present.etag) throw preconditionFailed('If-Match');
};

/** @param condition the header that did not hold */
export const preconditionFailed = (condition: string): S3Error =>
  new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold.', {
    context: { Condition: condition },
  });

/** The refusal for a key that holds nothing. */
export const noSuchKey = (): S3Error => new S3Error('NoSuchKey', 'The specified key does not exist.');
