import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { CacheResult } from '../cache/object-source.ts';
import { noResponseHeadersPolicy, type ResponseHeadersPolicy } from '../declared/response-headers-policy.ts';
import type { ResponseHeaders } from '../origin/origin-headers.ts';
import { applyResponseHeaders } from './apply-response-headers.ts';

/** The headers of a response to a viewer: the object's, those of the policy, and what the edge says of itself. */
export const viewerHeaders = ({
  request,
  status,
  domainName,
  headers,
  policy = noResponseHeadersPolicy,
  result,
}: {
  readonly request: IncomingMessage;
  readonly status: number;
  readonly domainName: string;
  readonly headers: ResponseHeaders;
  readonly policy: ResponseHeadersPolicy | undefined;
  readonly result: CacheResult;
}): ResponseHeaders => ({
  ...applyResponseHeaders(policy, request, headers),
  via: `1.1 ${domainName} (CloudFront)`,
  'x-amz-cf-id': randomBytes(42).toString('base64url'),
  'x-amz-cf-pop': 'LOCAL1-C1',
  'x-cache': `${status >= 400 ? 'Error' : result} from cloudfront`,
});
