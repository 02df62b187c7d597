import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ObjectSource } from '../cache/object-source.ts';
import { errorPage } from '../origin/error-page.ts';
import { passThrough } from './pass-through.ts';
import { partAskedFor } from './requested-part.ts';
import { viewerHeaders } from './viewer-headers.ts';
import { readViewerRequest, type Refusal, type ViewerRules } from './viewer-request.ts';

export interface EdgeOptions extends ViewerRules {
  readonly source: ObjectSource;
  /** The distribution's name, for the `via` header. */
  readonly domainName: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of what should not have happened; the viewer gets a 500. */
  readonly onFailure: (error: unknown) => void;
}

/** Answers viewers: finds the behaviour for a path, then the object it names, and sends what is asked of it. */
export const createEdge =
  (options: EdgeOptions): RequestListener =>
  (request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      // A viewer who leaves in the middle is nobody's fault.
      if (response.destroyed) return;
      options.onFailure(error);
      if (response.headersSent) response.destroy();
      else refuse(options, request, response, { kind: 'refused', status: 500, reason: 'The edge failed.' });
    });
  };

const answer = async (
  options: EdgeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const viewer = readViewerRequest(request, options);
  if (viewer.kind === 'refused') return refuse(options, request, response, viewer);

  const { source, domainName, now } = options;
  const { behavior, forwarded } = viewer;
  if (request.method === 'OPTIONS') return passThrough(viewer, domainName, request, response);
  const found = await source.find(behavior, forwarded);
  if (found.kind === 'too-large') return passThrough(viewer, domainName, request, response);

  const { status, headers, body } = partAskedFor(request, found.response);
  const ageSeconds = Math.floor((now() - found.response.confirmedAt) / 1000);
  send(request, response, status, body, {
    ...viewerHeaders({
      request,
      status,
      domainName,
      headers,
      policy: behavior.headersPolicy,
      result: found.result,
    }),
    ...(found.result === 'Hit' && { age: String(ageSeconds) }),
  });
};

const refuse = (
  { domainName }: EdgeOptions,
  request: IncomingMessage,
  response: ServerResponse,
  { status, reason, behavior }: Refusal,
): void => {
  const { headers, body } = errorPage(reason);
  send(request, response, status, body, {
    ...viewerHeaders({
      request,
      status,
      domainName,
      headers,
      policy: behavior?.headersPolicy,
      result: 'Miss',
    }),
    // What is left of a request that is not read would be taken for the next one.
    connection: 'close',
  });
};

const send = (
  { method }: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): void => {
  response.writeHead(status, status === 304 ? headers : { ...headers, 'content-length': body.length });
  response.end(method === 'HEAD' ? undefined : body);
};
