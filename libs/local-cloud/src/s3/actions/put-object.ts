import { checksumHeaders } from '../checksums/checksums.ts';
import { storedHeaders } from '../http/object-headers.ts';
import { sendEmpty } from '../http/responses.ts';
import { tagsOfHeader } from '../http/tag-set.ts';
import { receiveObject } from '../body/receive-content.ts';
import { quoted } from '../http/etag.ts';
import { checkWriteCondition } from '../store/write-condition.ts';
import { writeCondition } from '../http/conditions.ts';
import type { Action } from './action.ts';
import { writePermissions } from './write-permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: Action = {
  permissions: writePermissions,
  async run(request, response, { objects, blobs }) {
    const { bucket, key } = request;
    const headers = storedHeaders(request);
    const tags = tagsOfHeader(request.header('x-amz-tagging'));
    const condition = writeCondition(request);
    // Once before the body is read, to spare its transfer, and again when it is there, which is what counts.
    checkWriteCondition(condition, objects.find(bucket, key));
    const content = await receiveObject(request, blobs);
    const object = objects.put({
      bucket,
      key,
      content,
      headers,
      tags,
      condition,
      eventName: 'ObjectCreated:Put',
      origin: request,
    });
    sendEmpty(response, 200, { etag: quoted(object.etag), ...checksumHeaders(object.checksum) });
  },
};
