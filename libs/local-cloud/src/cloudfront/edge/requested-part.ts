import type { IncomingMessage } from 'node:http';
import fresh from 'fresh';
import parseRange from 'range-parser';
import type { CachedResponse } from '../cache/edge-cache.ts';
import { errorPage } from '../origin/error-page.ts';
import type { ResponseHeaders } from '../origin/origin-headers.ts';

/** What is sent of an object: status, headers and the part of its body that was asked for. */
interface Part {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: Buffer;
}

/** Answers conditional and range requests (RFC 9110, sections 13 and 14) out of a whole object. */
export const partAskedFor = (
  { headers: asked }: Pick<IncomingMessage, 'headers'>,
  { status, headers, body }: CachedResponse,
): Part => {
  if (status !== 200) return { status, headers, body };
  if (isUnchanged(asked, headers)) return { status: 304, headers, body: Buffer.alloc(0) };
  const whole = { status, headers: { ...headers, 'accept-ranges': 'bytes' }, body };
  const { range } = asked;
  if (range === undefined || !rangeStillApplies(asked['if-range'], headers)) return whole;
  const ranges = parseRange(body.length, range);
  if (ranges === rangeUnsatisfiable) {
    const page = errorPage('The requested range cannot be satisfied.');
    return {
      status: 416,
      headers: { ...page.headers, 'content-range': `bytes */${body.length}` },
      body: page.body,
    };
  }
  // More than one range may be answered with the whole, and S3 does so.
  const [only, ...others] = ranges === rangeMalformed || ranges.type !== 'bytes' ? [] : ranges;
  if (only === undefined || others.length > 0) return whole;
  return {
    status: 206,
    headers: { ...whole.headers, 'content-range': `bytes ${only.start}-${only.end}/${body.length}` },
    body: body.subarray(only.start, only.end + 1),
  };
};

const rangeUnsatisfiable = -1;
const rangeMalformed = -2;

/** A viewer's Cache-Control is left out on purpose: CloudFront does not let viewers bypass its cache. */
const isUnchanged = (asked: IncomingMessage['headers'], headers: ResponseHeaders): boolean =>
  fresh(
    { 'if-none-match': asked['if-none-match'], 'if-modified-since': asked['if-modified-since'] },
    { etag: headers['etag'], 'last-modified': headers['last-modified'] },
  );

const rangeStillApplies = (ifRange: string | string[] | undefined, headers: ResponseHeaders): boolean =>
  ifRange === undefined || ifRange === headers['etag'] || ifRange === headers['last-modified'];
