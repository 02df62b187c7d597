import { pipeline } from 'node:stream/promises';
import type { ServerResponse } from 'node:http';
import { requestedRange } from '../http/byte-range.ts';
import { readConditions } from '../http/conditions.ts';
import { findReadable } from '../objects/find-readable.ts';
import { objectHeaders, requestedChecksum } from '../http/object-headers.ts';
import { weighReadConditions } from '../objects/read-conditions.ts';
import { responseOverrides } from '../http/response-overrides.ts';
import { sendEmpty } from '../http/responses.ts';
import type { S3Request } from '../http/s3-request.ts';
import type { Store } from '../store/store.ts';
import { preconditionFailed } from '../store/write-condition.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: Action = {
  permissions: 's3:GetObject',
  run(request, response, store) {
    return serveObject(request, response, store);
  },
};

/** Answers GET and, without the bytes, HEAD. */
export const serveObject = async (
  request: S3Request,
  response: ServerResponse,
  store: Store,
): Promise<void> => {
  const overrides = responseOverrides(request.query);
  const object = findReadable(request, store, request);
  const headers = { ...objectHeaders(object), ...overrides };
  const verdict = weighReadConditions(readConditions(request), object);
  if (verdict === 'failed') throw preconditionFailed('If-Match or If-Unmodified-Since');
  if (verdict === 'not-modified') {
    sendEmpty(response, 304, headers);
    return;
  }
  const range = requestedRange(request.header('range'), object.size);
  if (range === undefined) {
    const checksum = requestedChecksum(request, object);
    response.writeHead(200, { ...headers, ...checksum, 'content-length': object.size });
  } else {
    response.writeHead(206, {
      ...headers,
      'content-length': range.end - range.start + 1,
      'content-range': `bytes ${range.start}-${range.end}/${object.size}`,
    });
  }
  if (request.method === 'HEAD' || object.size === 0) response.end();
  else await pipeline(store.blobs.read(object.blob, range), response);
};
