import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { errorPage } from '../origin/error-page.ts';
import { pickHeaders } from '../origin/forwarded-request.ts';
import { forwardedHeaders } from '../origin/origin-headers.ts';
import { OriginUnavailableError, type OriginRequest } from '../origin/s3-origin.ts';
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
  const answer = await ask(behavior.openStream, { ...forwarded, method, headers });
  const sent = answer ?? { statusCode: 502, ...errorPage('The origin could not be reached.') };
  const { statusCode: status = 502 } = sent;
  const length = answer?.headers['content-length'];
  response.writeHead(status, {
    ...viewerHeaders({
      request,
      status,
      domainName,
      headers: forwardedHeaders(sent.headers),
      policy: behavior.headersPolicy,
      result: 'Miss',
    }),
    ...(length !== undefined && { 'content-length': length }),
  });
  if (answer === undefined) {
    response.end('body' in sent ? sent.body : undefined);
    return;
  }
  // A viewer who reads slowly is not an origin that is silent.
  answer.setTimeout(0);
  await pipeline(answer, response);
};

const ask = async (
  openStream: ViewerRequest['behavior']['openStream'],
  request: OriginRequest,
): Promise<IncomingMessage | undefined> => {
  try {
    return await openStream(request);
  } catch (error) {
    if (error instanceof OriginUnavailableError) return undefined;
    throw error;
  }
};
