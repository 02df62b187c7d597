import { findReadable } from '../objects/find-readable.ts';
import { sendEmpty } from '../http/responses.ts';
import { objectArn } from '../http/s3-request.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging: Action = {
  permissions: ({ bucket, key }) => [['s3:DeleteObjectTagging', objectArn(bucket, key)]],
  run(request, response, store) {
    const { bucket, key } = findReadable(request, store);
    store.objects.setTags(bucket, key, []);
    sendEmpty(response, 204);
  },
};
