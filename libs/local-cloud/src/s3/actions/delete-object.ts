import { sendEmpty } from '../http/responses.ts';
import { objectArn } from '../http/s3-request.ts';
import { writeCondition } from '../store/write-condition.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: Action = {
  permissions(request) {
    const resource = objectArn(request.bucket, request.key);
    const etag = request.header('if-match') ?? '*';
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-delete-enforce.html
    const reads = etag === '*' ? [] : [['s3:GetObject', resource] as const];
    return [['s3:DeleteObject', resource], ...reads];
  },
  run(request, response, { objects }) {
    const { bucket, key } = request;
    objects.remove({ bucket, key, condition: writeCondition(request), origin: request });
    sendEmpty(response, 204);
  },
};
