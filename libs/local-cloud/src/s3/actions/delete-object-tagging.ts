import { findReadable } from '../objects/find-readable.ts';
import { sendEmpty } from '../http/responses.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging: Action = {
  permissions: 's3:DeleteObjectTagging',
  run(request, response, store) {
    const { bucket, key } = findReadable(request, store, request);
    store.objects.setTags(bucket, key, []);
    sendEmpty(response, 204);
  },
};
