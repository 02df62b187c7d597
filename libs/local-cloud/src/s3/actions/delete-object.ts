import { sendEmpty } from '../http/responses.ts';
import { writeCondition } from '../http/conditions.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: Action = {
  permissions({ arn, header }) {
    const etag = header('if-match') ?? '*';
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-delete-enforce.html
    const reads = etag === '*' ? [] : [['s3:GetObject', arn] as const];
    return [['s3:DeleteObject', arn], ...reads];
  },
  run(request, response, { objects }) {
    const { bucket, key } = request;
    objects.remove({ bucket, key, condition: writeCondition(request), origin: request });
    sendEmpty(response, 204);
  },
};
