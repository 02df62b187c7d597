import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import fresh from 'fresh';
import parseRange from 'range-parser';
import type { DistributionDeclaration, ResponseHeadersPolicy } from './declarations.ts';
import type { CachedObject, EdgeCache, Found } from './edge-cache.ts';
import { headersOf, withPolicyHeaders } from './response-headers.ts';

interface EdgeOptions {
  readonly cache: EdgeCache;
  readonly domainName: string;
  readonly allowedMethods: DistributionDeclaration['defaultCacheBehavior']['allowedMethods'];
  readonly headersPolicy: ResponseHeadersPolicy | undefined;
  /** Told of what went wrong between edge and origin. */
  readonly onFailure: (error: unknown) => void;
}

/** Answers a distribution's viewers. */
export const createEdge = (options: EdgeOptions): RequestListener => {
  const { cache, domainName, allowedMethods, onFailure } = options;
  const policyHeaders = headersOf(options.headersPolicy);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? '';
    if (!allowedMethods.includes(method) || !['GET', 'HEAD'].includes(method)) {
      return refuse(response, 403, `This distribution does not allow the method ${method}.`);
    }
    const found = await cache.find(pathOf(request.url ?? '/'));
    if ('passed' in found) {
      response.writeHead(found.passed.status, headersFor(found.passed.headers, found));
      return await pipeline(found.passed.body, response);
    }
    send(request, response, found.object, headersFor(found.object.headers, found));
  }

  function headersFor(fromOrigin: OutgoingHttpHeaders, found: Found): OutgoingHttpHeaders {
    const held = 'object' in found && found.outcome !== 'Miss' ? found.object : undefined;
    return withPolicyHeaders(
      {
        ...endToEnd(fromOrigin),
        ...ofEdge(found.outcome),
        ...(held && { age: String(Math.floor((Date.now() - held.confirmedAt) / 1000)) }),
      },
      policyHeaders,
    );
  }

  const ofEdge = (outcome: Found['outcome']): OutgoingHttpHeaders => ({
    'x-cache': `${outcome} from cloudfront`,
    via: `1.1 ${domainName} (CloudFront)`,
    'x-amz-cf-id': randomUUID(),
  });

  function refuse(response: ServerResponse, status: number, reason: string): void {
    response.writeHead(
      status,
      withPolicyHeaders({ 'content-type': 'text/plain', ...ofEdge('Error') }, policyHeaders),
    );
    response.end(`${reason}\n`);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onFailure(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 502, 'The origin could not be reached.');
    });
  };
};

/** Without the query, which is no part of the cache key; never normalised: `/../x` and `//x` are keys like any other. */
const pathOf = (target: string): string => target.split('?', 1)[0] ?? target;

/** Headers that belong to one connection: RFC 9110 section 7.6.1. The date is this server's own. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date']);

const endToEnd = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)));

const send = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, body }: CachedObject,
  headers: OutgoingHttpHeaders,
): void => {
  const finish = (code: number, more: OutgoingHttpHeaders, part: Buffer) => {
    response.writeHead(code, { ...headers, 'content-length': part.length, ...more });
    response.end(request.method === 'HEAD' ? undefined : part);
  };
  if (status !== 200) return finish(status, {}, body);
  // CloudFront takes no orders from viewers: `cache-control: no-cache` in a request does not make it fetch again.
  if (fresh({ ...request.headers, 'cache-control': undefined }, headers)) {
    const { 'content-length': length, 'content-type': type, ...validators } = headers;
    response.writeHead(304, validators);
    response.end();
    return;
  }
  const range = requestedRange(request, body.length);
  if (range === undefined) return finish(200, {}, body);
  if (range === 'unsatisfiable')
    return finish(416, { 'content-range': `bytes */${body.length}` }, Buffer.alloc(0));
  const { start, end } = range;
  finish(206, { 'content-range': `bytes ${start}-${end}/${body.length}` }, body.subarray(start, end + 1));
};

/** Several ranges at once are answered with the whole object, which RFC 9110 section 14.2 allows. */
const requestedRange = ({ headers }: IncomingMessage, size: number) => {
  const ranges = headers.range === undefined ? -2 : parseRange(size, headers.range);
  if (ranges === -1) return 'unsatisfiable';
  return ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1 ? undefined : ranges[0];
};
