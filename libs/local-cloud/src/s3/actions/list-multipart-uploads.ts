import { keyEncoding, pageSize } from '../http/listing-parameters.ts';
import { sendXml } from '../http/responses.ts';
import { bucketArn } from '../http/s3-request.ts';
import type { XmlContent } from '../http/xml-writer.ts';
import { commonPrefixOf, justAfter } from '../store/listing.ts';
import { isoTime } from '../store/stored-object.ts';
import type { Owner } from '../store/store.ts';
import type { Upload, UploadStore } from '../store/upload-store.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads: Action = {
  permissions: ({ bucket }) => [['s3:ListBucketMultipartUploads', bucketArn(bucket)]],
  run({ bucket, query }, response, { uploads, owner }) {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const keyMarker = query.get('key-marker') ?? '';
    const uploadIdMarker = query.get('upload-id-marker') ?? '';
    const limit = pageSize(query.get('max-uploads'), 'max-uploads');
    const { encodingType, encode } = keyEncoding(query);
    const page = pageOfUploads(uploads, { bucket, prefix, delimiter, keyMarker, uploadIdMarker, limit });
    const { next } = page;
    sendXml(response, 'ListMultipartUploadsResult', {
      Bucket: bucket,
      KeyMarker: encode(keyMarker),
      UploadIdMarker: uploadIdMarker,
      NextKeyMarker: next && encode(next.key),
      NextUploadIdMarker: next?.id,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      Prefix: encode(prefix),
      EncodingType: encodingType,
      MaxUploads: limit,
      IsTruncated: next !== undefined,
      Upload: page.uploads.map((upload) => listedUpload(upload, encode, owner)),
      CommonPrefixes: page.commonPrefixes.map((commonPrefix) => ({ Prefix: encode(commonPrefix) })),
    });
  },
};

interface UploadsQuery {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  /** Uploads of this key are passed over, but for those after `uploadIdMarker` when there is one. */
  readonly keyMarker: string;
  readonly uploadIdMarker: string;
  readonly limit: number;
}

interface UploadsPage {
  readonly uploads: readonly Upload[];
  readonly commonPrefixes: readonly string[];
  /** The last upload that the page accounts for; absent on the last page. */
  readonly next?: Upload;
}

const pageOfUploads = (store: UploadStore, query: UploadsQuery): UploadsPage => {
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

const listedUpload = (
  { id, key, initiatedAt, headers, checksum }: Upload,
  encode: (key: string) => string,
  owner: Owner,
): XmlContent => ({
  Key: encode(key),
  UploadId: id,
  Initiator: { ID: owner.canonicalId },
  Owner: { ID: owner.canonicalId },
  StorageClass: headers['x-amz-storage-class'] ?? 'STANDARD',
  Initiated: isoTime(initiatedAt),
  ChecksumAlgorithm: checksum.algorithm,
  ChecksumType: checksum.type,
});
