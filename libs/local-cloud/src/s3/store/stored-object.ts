import type { SQLOutputValue } from 'node:sqlite';
import type { Checksum } from '../checksums/checksums.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Headers that S3 keeps with an object and returns as they came, by lower-case name, `x-amz-meta-*` included. */
export type StoredHeaders = Readonly<Record<string, string>>;

/** The bytes of an object or a part, already on disk. */
export interface StoredContent {
  readonly blob: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes: the MD5 in hex or, for an object of parts, `<hex>-<number of parts>`. */
  readonly etag: string;
}

export interface ObjectContent extends StoredContent {
  readonly checksum: Checksum;
}

export interface StoredObject extends ObjectContent {
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since 1970, whole seconds: S3 knows no finer time of modification. */
  readonly lastModified: number;
  readonly headers: StoredHeaders;
  readonly tags: readonly Tag[];
}

export type Row = Record<string, SQLOutputValue>;

/** A row of the table `object`; its JSON columns were written by this service. */
export const objectOfRow = (row: Row): StoredObject => ({
  bucket: String(row['bucket']),
  key: String(row['key']),
  blob: String(row['blob']),
  size: Number(row['size']),
  etag: String(row['etag']),
  lastModified: Number(row['last_modified']),
  headers: JSON.parse(String(row['headers'])) as StoredHeaders,
  tags: JSON.parse(String(row['tags'])) as Tag[],
  checksum: JSON.parse(String(row['checksum'])) as Checksum,
});

/** Now, in milliseconds, cut to the whole second. */
export const modificationTime = (): number => Math.floor(Date.now() / 1000) * 1000;
