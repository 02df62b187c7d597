import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { unavailablePage } from '../origin/error-page.ts';
import { pickHeaders } from '../origin/forwarded-request.ts';
import { forwardedHeaders } from '../origin/origin-headers.ts';
import { OriginUnavailableError } from '../origin/s3-origin.ts';
import { viewerHeaders } from './viewer-headers.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** What a viewer may ask of an object that the edge does not hold, by method. */
const asked = {
  GET: ['if-match', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since', 'range'],
  HEAD: ['if-match', 'if-modified-since', 'if-none-match', 'if-unmodified-since'],
  OPTIONS: ['access-control-request-headers', 'access-control-request-method', 'origin'],
} as const;

/** Straight from the origin to the viewer, at the viewer's pace: what is too large to keep, and CORS preflights. */
export const passThrough = async (
  { behavior, forwarded }: ViewerRequest,
  domainName: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const method = request.method as keyof typeof asked;
  const headers = { ...forwarded.headers, ...pickHeaders(request.headers, asked[method]) };
  const begin = (status: number, given: IncomingMessage['headers']): void => {
    const length = given['content-length'];
    response.writeHead(status, {
      ...viewerHeaders({
        request,
        status,
        domainName,
        headers: forwardedHeaders(given),
        policy: behavior.headersPolicy,
        result: 'Miss',
      }),
      ...(length !== undefined && { 'content-length': length }),
    });
  };
  try {
    const answer = await behavior.openStream({ ...forwarded, method, headers });
    begin(answer.statusCode ?? 502, answer.headers);
    // A viewer who reads slowly is not an origin that is silent.
    answer.setTimeout(0);
    await pipeline(answer, response);
  } catch (error) {
    if (!(error instanceof OriginUnavailableError) || response.headersSent) throw error;
    const page = unavailablePage(error);
    begin(page.status, page.headers);
    response.end(page.body);
  }
};
