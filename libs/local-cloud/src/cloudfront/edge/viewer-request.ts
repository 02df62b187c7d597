import type { IncomingMessage } from 'node:http';
import { type ForwardedRequest, forwardedBy } from '../origin/forwarded-request.ts';
import { behaviorFor, type CacheBehavior } from './cache-behavior.ts';
import { normalisePath } from './request-path.ts';

/** What of a distribution decides how a request is read. */
export interface ViewerRules {
  readonly enabled: boolean;
  /** In order; the last one matches every path. */
  readonly behaviors: readonly CacheBehavior[];
  /** Key of the object that is served for `/`; empty for none. */
  readonly defaultRootObject: string;
}

/** A request that may go on. */
export interface ViewerRequest {
  readonly kind: 'accepted';
  readonly behavior: CacheBehavior;
  readonly forwarded: ForwardedRequest;
}

/** A request that the edge answers itself. */
export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  readonly reason: string;
  /** Where the request got as far as that. */
  readonly behavior?: CacheBehavior;
}

/** Characters of path and query; CloudFront's own limit. */
const maxUrlLength = 8192;

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html */
export const readViewerRequest = (
  { method = '', url = '', headers }: IncomingMessage,
  { enabled, behaviors, defaultRootObject }: ViewerRules,
): ViewerRequest | Refusal => {
  if (!enabled) return refused(403, 'The distribution is disabled.');
  if (url.length > maxUrlLength) return refused(413, 'The URL is too long.');
  const { pathname, query } = split(url);
  const path = normalisePath(pathname === '/' ? `/${defaultRootObject}` : pathname);
  if (path === undefined) return refused(400, 'The path is no percent-encoded UTF-8.');

  const behavior = behaviorFor(behaviors, path);
  if (!behavior.allowedMethods.includes(method)) {
    return { ...refused(403, 'The distribution does not allow the method of the request.'), behavior };
  }
  if (hasBody(headers)) return { ...refused(403, 'A request to read cannot have a body.'), behavior };
  return {
    kind: 'accepted',
    behavior,
    forwarded: forwardedBy(behavior.cachePolicy, { path, query, headers }),
  };
};

const refused = (status: number, reason: string): Refusal => ({ kind: 'refused', status, reason });

const split = (url: string): { pathname: string; query: string } => {
  const at = url.indexOf('?');
  return at < 0 ? { pathname: url, query: '' } : { pathname: url.slice(0, at), query: url.slice(at + 1) };
};

const hasBody = (headers: IncomingMessage['headers']): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
