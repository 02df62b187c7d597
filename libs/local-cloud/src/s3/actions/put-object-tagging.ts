import { declaredPayload } from '../body/declared-payload.ts';
import { readSmallBody } from '../body/verified-body.ts';
import { findReadable } from '../objects/find-readable.ts';
import { sendEmpty } from '../http/responses.ts';
import { tagsOfXml } from '../http/tag-set.ts';
import type { Action } from './action.ts';

/** Ten tags of 128 + 256 characters, four bytes each or escaped, fit several times over. */
const maxDocumentBytes = 128 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging: Action = {
  permissions: 's3:PutObjectTagging',
  async run(request, response, store) {
    findReadable(request, store, request);
    const tags = tagsOfXml(await readSmallBody(request, declaredPayload(request), maxDocumentBytes));
    store.objects.setTags(request.bucket, request.key, tags);
    sendEmpty(response);
  },
};
