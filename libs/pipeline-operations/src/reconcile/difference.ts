import type { ImageRecord, ObjectAddress } from '@image-pipeline/image-records';

/** Something in one of the two buckets or the table that the others do not agree with, and what becomes of it. */
export type Difference =
  | {
      /** An object has no record, one of a deletion, or one of other bytes. It is processed. */
      readonly kind: 'object-without-record';
      readonly source: ObjectAddress;
    }
  | {
      /** A record's object is gone. It is processed, which makes the record a tombstone and removes the variants. */
      readonly kind: 'record-without-object';
      readonly source: ObjectAddress;
    }
  | {
      /** Variants that a record points to are gone. It is processed, which renders them again. */
      readonly kind: 'record-without-variants';
      readonly source: ObjectAddress;
    }
  | {
      /** Variants that their image's record does not point to. It is processed, behind them, which removes them. */
      readonly kind: 'variants-left-over';
      readonly source: ObjectAddress;
      readonly keys: readonly string[];
    }
  | {
      /** Variants of an image that there is no record of. They are removed. */
      readonly kind: 'variants-of-nobody';
      readonly imageId: string;
      readonly keys: readonly string[];
    };

/** How many images are compared at once. */
export const comparedAtOnce = 16;

/** What is newer than this may be under way. */
export const isOlder = (time: Date | undefined, limit: Date): boolean =>
  time !== undefined && time.getTime() < limit.getTime();

/** Whether a record tells of an object that is there, with these bytes. */
export const tellsOf = (record: ImageRecord | undefined, eTag: string): boolean =>
  record !== undefined && record.status !== 'deleted' && record.source.eTag === eTag;
