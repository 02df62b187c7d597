import { commonPrefixOf, justAfter } from '../store/listing.ts';
import type { Upload, UploadStore } from '../store/upload-store.ts';

/** Which uploads of a bucket are asked for. */
export interface UploadsQuery {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  /** Uploads of this key are passed over, but for those after `uploadIdMarker` when there is one. */
  readonly keyMarker: string;
  readonly uploadIdMarker: string;
  readonly limit: number;
}

/** A page of uploads, in the order of their keys and times. */
export interface UploadsPage {
  readonly uploads: readonly Upload[];
  readonly commonPrefixes: readonly string[];
  /** The last upload that the page accounts for; absent on the last page. */
  readonly next?: Upload;
}

/** Uploads under way, with the same common prefixes as in a listing of objects. */
export const pageOfUploads = (store: UploadStore, query: UploadsQuery): UploadsPage => {
  const { bucket, prefix, delimiter, keyMarker, uploadIdMarker, limit } = query;
  const uploads: Upload[] = [];
  const commonPrefixes = new Set<string>();
  let last: Upload | undefined;
  const start =
    uploadIdMarker === ''
      ? { key: keyMarker === '' ? '' : justAfter(keyMarker) }
      : { key: keyMarker, afterId: uploadIdMarker };
  for (const upload of store.inOrder(bucket, start)) {
    if (!upload.key.startsWith(prefix)) continue;
    const commonPrefix = commonPrefixOf(upload.key, prefix, delimiter);
    const isNew = commonPrefix === undefined || !commonPrefixes.has(commonPrefix);
    if (isNew && uploads.length + commonPrefixes.size === limit) {
      return { uploads, commonPrefixes: [...commonPrefixes], ...(last !== undefined && { next: last }) };
    }
    if (commonPrefix === undefined) uploads.push(upload);
    else commonPrefixes.add(commonPrefix);
    last = upload;
  }
  return { uploads, commonPrefixes: [...commonPrefixes] };
};
