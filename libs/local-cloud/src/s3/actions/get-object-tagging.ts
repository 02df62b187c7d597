import { findReadable } from '../objects/find-readable.ts';
import { sendXml } from '../http/responses.ts';
import { taggingXml } from '../http/tag-set.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging: Action = {
  permissions: 's3:GetObjectTagging',
  run(request, response, store) {
    sendXml(response, 'Tagging', taggingXml(findReadable(request, store, request).tags));
  },
};
