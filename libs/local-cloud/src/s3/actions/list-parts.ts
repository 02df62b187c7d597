import { checksumElement } from '../checksums/checksums.ts';
import { pageSize } from '../http/listing-parameters.ts';
import { requestedUpload } from './requested-upload.ts';
import { sendXml } from '../http/responses.ts';
import { isoTime } from '../http/xml-writer.ts';
import { quoted } from '../http/etag.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts: Action = {
  permissions: 's3:ListMultipartUploadParts',
  run(request, response, { uploads, owner }) {
    const { bucket, key, query } = request;
    const upload = requestedUpload(request, uploads);
    const { algorithm, type } = upload.checksum;
    const limit = pageSize(query.get('max-parts'), 'max-parts');
    const marker = pageSize(query.get('part-number-marker') ?? '0', 'part-number-marker', Infinity);
    const remaining = uploads.parts(upload.id).filter(({ number }) => number > marker);
    const page = remaining.slice(0, limit);
    sendXml(response, 'ListPartsResult', {
      Bucket: bucket,
      Key: key,
      UploadId: upload.id,
      Initiator: { ID: owner.canonicalId },
      Owner: { ID: owner.canonicalId },
      StorageClass: upload.headers['x-amz-storage-class'] ?? 'STANDARD',
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: limit,
      IsTruncated: page.length < remaining.length,
      ChecksumAlgorithm: algorithm,
      ChecksumType: type,
      Part: page.map(({ number, lastModified, etag, size, checksums }) => ({
        PartNumber: number,
        LastModified: isoTime(lastModified),
        ETag: quoted(etag),
        Size: size,
        [checksumElement(algorithm)]: checksums[algorithm],
      })),
    });
  },
};
