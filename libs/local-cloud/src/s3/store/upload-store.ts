import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { transaction } from '../../machine/database.ts';
import type { ChecksumAlgorithm, ChecksumType } from '../checksums/checksums.ts';
import { S3Error } from '../s3-error.ts';
import type { BlobFiles } from './blob-files.ts';
import {
  modificationTime,
  type Row,
  type StoredContent,
  type StoredHeaders,
  type Tag,
} from './stored-object.ts';

/** How the finished object will be summed, and whether the client or the service chose so. */
export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  readonly chosenBy: 'client' | 'service';
}

export interface Upload {
  /** Sorts by time of initiation. */
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly initiatedAt: number;
  readonly headers: StoredHeaders;
  readonly tags: readonly Tag[];
  readonly checksum: UploadChecksum;
}

export interface PartContent extends StoredContent {
  /** Base64, by algorithm: the upload's and, where it differs, the one that the client declared. */
  readonly checksums: Readonly<Partial<Record<ChecksumAlgorithm, string>>>;
}

export interface Part extends PartContent {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}

/** Multipart uploads that are neither completed nor aborted. */
export interface UploadStore {
  create(upload: Omit<Upload, 'id' | 'initiatedAt'>): Upload;
  /** @throws S3Error NoSuchUpload */
  get(id: string, bucket: string, key: string): Upload;
  /** Stores a part in place of an earlier one of the same number. Takes over its blob. @throws S3Error NoSuchUpload */
  putPart(uploadId: string, number: number, content: PartContent): Part;
  /** Parts by ascending number. */
  parts(uploadId: string): Part[];
  /** Deletes an upload with its parts. */
  abort(uploadId: string): void;
  /** Uploads of a bucket by key and time, from `start` on. */
  inOrder(bucket: string, start: { key: string; afterId?: string }): Iterable<Upload>;
}

/** @param blobs where parts lie; those of aborted uploads are deleted */
export const createUploadStore = (database: DatabaseSync, blobs: BlobFiles): UploadStore => {
  const insertUpload = database.prepare('INSERT INTO upload VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectUpload = database.prepare('SELECT * FROM upload WHERE id = ? AND bucket = ? AND key = ?');
  const deleteUpload = database.prepare('DELETE FROM upload WHERE id = ?');
  const selectUploads = database.prepare(
    'SELECT * FROM upload WHERE bucket = ? AND (key, id) > (?, ?) ORDER BY key, id',
  );
  const uploadExists = database.prepare('SELECT 1 FROM upload WHERE id = ?');
  const selectPart = database.prepare('SELECT blob FROM part WHERE upload = ? AND number = ?');
  const replacePart = database.prepare('INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectParts = database.prepare('SELECT * FROM part WHERE upload = ? ORDER BY number');

  const parts: UploadStore['parts'] = (uploadId) => selectParts.all(uploadId).map(partOfRow);

  return {
    parts,
    create({ bucket, key, headers, tags, checksum }) {
      const initiatedAt = modificationTime();
      const id = `${Date.now().toString(16).padStart(12, '0')}${randomBytes(20).toString('hex')}`;
      insertUpload.run(
        id,
        bucket,
        key,
        initiatedAt,
        JSON.stringify(headers),
        JSON.stringify(tags),
        JSON.stringify(checksum),
      );
      return { id, bucket, key, initiatedAt, headers, tags, checksum };
    },
    get(id, bucket, key) {
      const row = selectUpload.get(id, bucket, key);
      if (row === undefined) throw noSuchUpload();
      return uploadOfRow(row);
    },
    putPart(uploadId, number, content) {
      const part = { number, ...content, lastModified: modificationTime() };
      try {
        const replaced = transaction(database, () => {
          if (uploadExists.get(uploadId) === undefined) throw noSuchUpload();
          const present = selectPart.get(uploadId, number);
          replacePart.run(
            uploadId,
            number,
            part.blob,
            part.size,
            part.etag,
            part.lastModified,
            JSON.stringify(part.checksums),
          );
          return present;
        });
        if (replaced !== undefined) blobs.discard(String(replaced['blob']));
        return part;
      } catch (error) {
        blobs.discard(content.blob);
        throw error;
      }
    },
    abort(uploadId) {
      const discarded = transaction(database, () => {
        const present = parts(uploadId);
        deleteUpload.run(uploadId);
        return present;
      });
      for (const part of discarded) blobs.discard(part.blob);
    },
    *inOrder(bucket, { key, afterId = '' }) {
      for (const row of selectUploads.iterate(bucket, key, afterId)) yield uploadOfRow(row);
    },
  };
};

const uploadOfRow = (row: Row): Upload => ({
  id: String(row['id']),
  bucket: String(row['bucket']),
  key: String(row['key']),
  initiatedAt: Number(row['initiated_at']),
  headers: JSON.parse(String(row['headers'])) as StoredHeaders,
  tags: JSON.parse(String(row['tags'])) as Tag[],
  checksum: JSON.parse(String(row['checksum'])) as UploadChecksum,
});

const partOfRow = (row: Row): Part => ({
  number: Number(row['number']),
  blob: String(row['blob']),
  size: Number(row['size']),
  etag: String(row['etag']),
  lastModified: Number(row['last_modified']),
  checksums: JSON.parse(String(row['checksums'])) as Part['checksums'],
});

/** The refusal for an upload that is unknown or over. */
export const noSuchUpload = (): S3Error =>
  new S3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  );
