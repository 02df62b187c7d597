import { checksumHeader } from '../checksums/checksums.ts';
import { declaredPayload } from '../body/declared-payload.ts';
import { partNumber, uploadOf } from '../http/part-number.ts';
import { sendEmpty } from '../http/responses.ts';
import { objectArn } from '../http/s3-request.ts';
import { S3Error } from '../s3-error.ts';
import { receivePart } from '../objects/content.ts';
import { quoted } from '../store/stored-object.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: Action = {
  permissions: ({ bucket, key }) => [['s3:PutObject', objectArn(bucket, key)]],
  async run(request, response, { uploads, blobs }) {
    const number = partNumber(request.query);
    const { id, checksum } = uploadOf(request, uploads);
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
