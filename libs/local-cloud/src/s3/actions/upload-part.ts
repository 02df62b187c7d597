import { checksumHeader } from '../checksums/checksums.ts';
import { declaredPayload } from '../body/declared-payload.ts';
import { partNumber } from '../http/part-number.ts';
import { requestedUpload } from './requested-upload.ts';
import { sendEmpty } from '../http/responses.ts';
import { S3Error } from '../s3-error.ts';
import { receivePart } from '../body/receive-content.ts';
import { quoted } from '../http/etag.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: Action = {
  permissions: 's3:PutObject',
  async run(request, response, { uploads, blobs }) {
    const number = partNumber(request.query);
    const { id, checksum } = requestedUpload(request, uploads);
    const declared = declaredPayload(request).checksum?.algorithm ?? checksum.algorithm;
    if (checksum.chosenBy === 'client' && declared !== checksum.algorithm) {
      throw new S3Error(
        'InvalidRequest',
        `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm.toLowerCase()}, actual checksum Type: ${declared.toLowerCase()}`,
      );
    }
    const content = await receivePart(request, blobs, checksum.algorithm);
    const part = uploads.putPart(id, number, content);
    sendEmpty(response, 200, {
      etag: quoted(part.etag),
      [checksumHeader(declared)]: part.checksums[declared],
    });
  },
};
