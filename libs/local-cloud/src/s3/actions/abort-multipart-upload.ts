import { uploadOf } from '../http/part-number.ts';
import { sendEmpty } from '../http/responses.ts';
import { objectArn } from '../http/s3-request.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload: Action = {
  permissions: ({ bucket, key }) => [['s3:AbortMultipartUpload', objectArn(bucket, key)]],
  run(request, response, { uploads }) {
    uploads.abort(uploadOf(request, uploads).id);
    sendEmpty(response, 204);
  },
};
