import { keyEncoding, pageSize } from '../http/listing-parameters.ts';
import { sendXml } from '../http/responses.ts';
import type { XmlContent } from '../http/xml-writer.ts';
import { isoTime } from '../http/xml-writer.ts';
import type { Owner } from '../store/store.ts';
import type { Upload } from '../store/upload-store.ts';
import { pageOfUploads } from '../uploads/uploads-page.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads: Action = {
  permissions: 's3:ListBucketMultipartUploads',
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
