import type { IncomingMessage } from 'node:http';
import type { CachePolicy } from '../declared/cache-policy.ts';
import { unavailablePage } from '../origin/error-page.ts';
import { cacheKeyOf, type ForwardedRequest } from '../origin/forwarded-request.ts';
import { forwardedHeaders } from '../origin/origin-headers.ts';
import { readUpTo } from '../origin/read-up-to.ts';
import { OriginUnavailableError, type OriginFetch } from '../origin/s3-origin.ts';
import type { CachedResponse, EdgeCache } from './edge-cache.ts';
import { errorTtlOf, freshnessOf } from './freshness.ts';

/** How a response came about: from the cache, from the origin, or from the cache with the origin's blessing. */
export type CacheResult = 'Hit' | 'Miss' | 'RefreshHit';

export type FoundObject =
  | { readonly kind: 'response'; readonly response: CachedResponse; readonly result: CacheResult }
  /** Larger than what the edge keeps: to be streamed. */
  | { readonly kind: 'too-large' };

/** How objects of a path are kept, and where they come from. */
export interface CachedOrigin {
  readonly cachePolicy: CachePolicy;
  /** For objects that are read into memory; few at once. */
  readonly fetchObject: OriginFetch;
}

interface ObjectSourceOptions {
  readonly cache: EdgeCache;
  /** Seconds for which errors are kept at least, by status, as declared. */
  readonly errorCachingMinTtl: ReadonlyMap<number, number>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface ObjectSource {
  find(origin: CachedOrigin, request: ForwardedRequest): Promise<FoundObject>;
}

/** Objects out of the cache or, when they are not in it or no longer fresh, from the origin. */
export const createObjectSource = ({ cache, errorCachingMinTtl, now }: ObjectSourceOptions): ObjectSource => {
  const underWay = new Map<string, Promise<FoundObject>>();

  const find = async (origin: CachedOrigin, request: ForwardedRequest): Promise<FoundObject> => {
    const key = cacheKeyOf(request);
    const cached = cache.get(key);
    if (cached !== undefined && cached.freshUntil > now()) return found(cached, 'Hit');
    const other = underWay.get(key);
    if (other !== undefined) return joined(await other);
    const asking = askOrigin(origin, request, key, cached);
    underWay.set(key, asking);
    try {
      return await asking;
    } finally {
      underWay.delete(key);
    }
  };

  const askOrigin = async (
    origin: CachedOrigin,
    request: ForwardedRequest,
    key: string,
    stale: CachedResponse | undefined,
  ): Promise<FoundObject> => {
    try {
      const headers = { ...request.headers, ...validatorsOf(stale) };
      const answer = await origin.fetchObject({ ...request, headers, method: 'GET' });
      if (answer.statusCode === 304 && stale !== undefined) return confirm(origin, key, stale, answer);
      const body = await readUpTo(answer, cache.maxObjectBytes);
      if (body === 'too-large') return { kind: 'too-large' };
      return keep(origin, key, stale, answer, body);
    } catch (error) {
      if (!(error instanceof OriginUnavailableError)) throw error;
      return keepError(key, stale, unavailablePage(error));
    }
  };

  const confirm = (
    { cachePolicy }: CachedOrigin,
    key: string,
    stale: CachedResponse,
    answer: IncomingMessage,
  ): FoundObject => {
    answer.resume();
    const headers = { ...stale.headers, ...forwardedHeaders(answer.headers) };
    const { ttl } = freshnessOf(headers, cachePolicy, now());
    return store(key, { ...stale, headers, ...freshFor(ttl) }, 'RefreshHit');
  };

  const keep = (
    { cachePolicy }: CachedOrigin,
    key: string,
    stale: CachedResponse | undefined,
    { statusCode: status = 502, headers: raw }: IncomingMessage,
    body: Buffer,
  ): FoundObject => {
    const headers = forwardedHeaders(raw);
    if (status >= 400) return keepError(key, stale, { status, headers, body });
    const { ttl, storable } = freshnessOf(headers, cachePolicy, now());
    const response = { status, headers, body, ...freshFor(ttl) };
    return storable ? store(key, response, 'Miss') : found(response, 'Miss');
  };

  const keepError = (
    key: string,
    stale: CachedResponse | undefined,
    error: Pick<CachedResponse, 'status' | 'headers' | 'body'>,
  ): FoundObject => {
    const ttl = errorTtlOf(error.status, error.headers, errorCachingMinTtl.get(error.status), now());
    // An object that was good until a moment ago is better than an error of the origin's.
    if (error.status >= 500 && stale !== undefined && stale.status < 400) {
      return store(key, { ...stale, freshUntil: freshFor(ttl).freshUntil }, 'Hit');
    }
    const response = { ...error, ...freshFor(ttl) };
    return ttl > 0 ? store(key, response, 'Miss') : found(response, 'Miss');
  };

  const freshFor = (seconds: number) => ({ confirmedAt: now(), freshUntil: now() + seconds * 1000 });

  const store = (key: string, response: CachedResponse, result: CacheResult): FoundObject => {
    cache.set(key, response);
    return found(response, result);
  };

  return { find };
};

const found = (response: CachedResponse, result: CacheResult): FoundObject => ({
  kind: 'response',
  response,
  result,
});

/** Whoever asks while somebody else's request to the origin is under way gets its answer, whatever it is, as a hit. */
const joined = (other: FoundObject): FoundObject =>
  other.kind === 'response' ? found(other.response, 'Hit') : other;

const validatorsOf = (stale: CachedResponse | undefined): Record<string, string> => {
  const { etag, 'last-modified': lastModified } = stale?.status === 200 ? stale.headers : {};
  return {
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  };
};
