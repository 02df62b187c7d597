import type { DatabaseSync } from 'node:sqlite';
import { S3ConfigurationError, S3Error } from '../s3-error.ts';

export interface Bucket {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/**
 * The buckets that the program has declared since the start. One that it no longer declares is out of reach, but
 * its objects stay on disk until it is declared again.
 */
export interface BucketStore {
  /** Declaring a bucket again changes nothing. @throws S3ConfigurationError invalid-bucket-name */
  declare(name: string): void;
  has(name: string): boolean;
  /** @throws S3Error NoSuchBucket */
  require(name: string): Bucket;
  /** In the order of their names. */
  all(): Bucket[];
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const reserved =
  /\.\.|^\d+\.\d+\.\d+\.\d+$|^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Buckets in the database, of which none is declared yet. */
export const createBucketStore = (database: DatabaseSync): BucketStore => {
  const insert = database.prepare('INSERT OR IGNORE INTO bucket VALUES (?, ?)');
  const select = database.prepare('SELECT created_at FROM bucket WHERE name = ?');
  const declared = new Map<string, Bucket>();

  return {
    declare(name) {
      if (!bucketName.test(name) || reserved.test(name)) {
        throw new S3ConfigurationError('invalid-bucket-name', `"${name}" is no name for an S3 bucket.`, {
          remedy:
            'Use 3 to 63 lower-case letters, digits, dots and hyphens; begin and end with a letter or digit, and none of the forms that S3 reserves.',
          context: { bucket: name },
        });
      }
      insert.run(name, Math.floor(Date.now() / 1000) * 1000);
      declared.set(name, { name, createdAt: Number(select.get(name)?.['created_at']) });
    },
    has: (name) => declared.has(name),
    require(name) {
      const bucket = declared.get(name);
      if (bucket !== undefined) return bucket;
      throw new S3Error('NoSuchBucket', 'The specified bucket does not exist.', {
        context: { BucketName: name },
      });
    },
    all: () => [...declared.values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
  };
};
