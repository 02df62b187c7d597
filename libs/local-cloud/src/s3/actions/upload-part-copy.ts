import { checksumElement } from '../checksums/checksums.ts';
import { copySourceRange } from '../http/byte-range.ts';
import { readConditions } from '../http/conditions.ts';
import { copySource } from '../http/copy-source.ts';
import { findCopySource } from '../objects/copy-source.ts';
import { partNumber } from '../http/part-number.ts';
import { requestedUpload } from './requested-upload.ts';
import { sendXml } from '../http/responses.ts';
import { S3Error } from '../s3-error.ts';
import { copyContent, maxContentBytes } from '../objects/content.ts';
import { isoTime } from '../http/xml-writer.ts';
import { quoted } from '../http/etag.ts';
import type { Action } from './action.ts';
import { refuseVersion } from './refuse-version.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy: Action = {
  permissions(request) {
    const source = copySource(request);
    return [
      ['s3:GetObject', request.arnOf(source.bucket, source.key)],
      ['s3:PutObject', request.arn],
    ];
  },
  async run(request, response, store) {
    const number = partNumber(request.query);
    const upload = requestedUpload(request, store.uploads);
    const origin = copySource(request);
    refuseVersion(origin.versionId);
    const conditions = readConditions(request, 'x-amz-copy-source-if');
    const source = findCopySource(request, store, origin, conditions, Infinity);
    const range = copySourceRange(request.header('x-amz-copy-source-range'), source.size);
    const size = range === undefined ? source.size : range.end - range.start + 1;
    if (size > maxContentBytes) {
      throw new S3Error('InvalidRequest', 'The specified copy range is larger than a part may be.', {
        remedy: 'Copy the source in several parts.',
        context: { MaxSizeAllowed: maxContentBytes },
      });
    }
    const { algorithm } = upload.checksum;
    const { content, checksum } = await copyContent(source, store.blobs, algorithm, range);
    const part = store.uploads.putPart(upload.id, number, {
      ...content,
      checksums: { [algorithm]: checksum },
    });
    sendXml(response, 'CopyPartResult', {
      LastModified: isoTime(part.lastModified),
      ETag: quoted(part.etag),
      [checksumElement(algorithm)]: checksum,
    });
  },
};
