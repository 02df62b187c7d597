import { requestedUpload } from './requested-upload.ts';
import { sendEmpty } from '../http/responses.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload: Action = {
  permissions: 's3:AbortMultipartUpload',
  run(request, response, { uploads }) {
    uploads.abort(requestedUpload(request, uploads).id);
    sendEmpty(response, 204);
  },
};
