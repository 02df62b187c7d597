import type { DatabaseSync } from 'node:sqlite';
import { transaction } from '../../machine/database.ts';
import type { ChangeOrigin, ObjectChange } from '../events/object-change.ts';
import { noSuchUpload } from './upload-store.ts';
import type { BlobFiles } from './blob-files.ts';
import {
  modificationTime,
  objectOfRow,
  type ObjectContent,
  type StoredHeaders,
  type StoredObject,
  type Tag,
} from './stored-object.ts';
import { checkWriteCondition, noSuchKey, type WriteCondition } from './write-condition.ts';

export interface ObjectWrite {
  readonly bucket: string;
  readonly key: string;
  readonly content: ObjectContent;
  readonly headers: StoredHeaders;
  readonly tags: readonly Tag[];
  readonly condition: WriteCondition;
  readonly eventName: 'ObjectCreated:Put' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload';
  readonly origin: ChangeOrigin;
  /** The multipart upload that this object completes: it ends in the same transaction. */
  readonly uploadId?: string;
}

export interface ObjectRemoval {
  readonly bucket: string;
  readonly key: string;
  readonly condition: WriteCondition;
  readonly origin: ChangeOrigin;
}

export interface ObjectStore {
  find(bucket: string, key: string): StoredObject | undefined;
  /**
   * Puts an object in place of whatever the key held, and takes over its blob: when the write is refused, the blob
   * is deleted.
   * @throws S3Error PreconditionFailed, NoSuchKey, NoSuchUpload
   */
  put(write: ObjectWrite): StoredObject;
  /**
   * Removes an object. A key that holds none is no error, and raises an event all the same, as S3 does.
   * @throws S3Error PreconditionFailed, NoSuchKey
   */
  remove(removal: ObjectRemoval): void;
  /** @throws S3Error NoSuchKey */
  setTags(bucket: string, key: string, tags: readonly Tag[]): void;
}

/** @param recordChange called inside the transaction of each change, so that a change and its event stand or fall together */
export const createObjectStore = (
  database: DatabaseSync,
  blobs: BlobFiles,
  recordChange: (change: ObjectChange) => void,
): ObjectStore => {
  const select = database.prepare('SELECT * FROM object WHERE bucket = ? AND key = ?');
  const replace = database.prepare('INSERT OR REPLACE INTO object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM object WHERE bucket = ? AND key = ?');
  const updateTags = database.prepare('UPDATE object SET tags = ? WHERE bucket = ? AND key = ?');
  const selectPartBlobs = database.prepare('SELECT blob FROM part WHERE upload = ?');
  const removeUpload = database.prepare('DELETE FROM upload WHERE id = ?');

  const find: ObjectStore['find'] = (bucket, key) => {
    const row = select.get(bucket, key);
    return row === undefined ? undefined : objectOfRow(row);
  };

  /** Ends an upload and returns the blobs of its parts. */
  const endUpload = (uploadId: string): string[] => {
    const partBlobs = selectPartBlobs.all(uploadId).map((row) => String(row['blob']));
    if (removeUpload.run(uploadId).changes === 0) throw noSuchUpload();
    return partBlobs;
  };

  const insert = ({ bucket, key, content, headers, tags }: ObjectWrite): StoredObject => {
    const object = { bucket, key, ...content, headers, tags, lastModified: modificationTime() };
    replace.run(
      bucket,
      key,
      object.blob,
      object.size,
      object.etag,
      object.lastModified,
      JSON.stringify(headers),
      JSON.stringify(tags),
      JSON.stringify(object.checksum),
    );
    return object;
  };

  return {
    find,
    put(write) {
      const { bucket, key, content, condition, eventName, origin, uploadId } = write;
      const superseded: string[] = [];
      try {
        const object = transaction(database, () => {
          const present = find(bucket, key);
          checkWriteCondition(condition, present);
          if (present !== undefined) superseded.push(present.blob);
          if (uploadId !== undefined) superseded.push(...endUpload(uploadId));
          const stored = insert(write);
          recordChange({ eventName, bucket, key, size: content.size, etag: content.etag, origin });
          return stored;
        });
        superseded.forEach(blobs.discard);
        return object;
      } catch (error) {
        blobs.discard(content.blob);
        throw error;
      }
    },
    remove({ bucket, key, condition, origin }) {
      const present = transaction(database, () => {
        const found = find(bucket, key);
        checkWriteCondition(condition, found);
        remove.run(bucket, key);
        recordChange({ eventName: 'ObjectRemoved:Delete', bucket, key, origin });
        return found;
      });
      if (present !== undefined) blobs.discard(present.blob);
    },
    setTags(bucket, key, tags) {
      if (updateTags.run(JSON.stringify(tags), bucket, key).changes === 0) throw noSuchKey();
    },
  };
};
