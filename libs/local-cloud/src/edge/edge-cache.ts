import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { LRUCache } from 'lru-cache';
import type { CachePolicy } from './declarations.ts';
import type { Origin, OriginResponse } from './origin.ts';
import { timeToLive } from './time-to-live.ts';

/** CloudFront's word for where a response came from: the `x-cache` header. */
export type CacheOutcome = 'Hit' | 'RefreshHit' | 'Miss' | 'Error';

/** An object at the edge. */
export interface CachedObject {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** When the origin last confirmed it, and until when it is served unasked; ms since 1970. */
  readonly confirmedAt: number;
  readonly freshUntil: number;
}

export type Found =
  | { readonly outcome: CacheOutcome; readonly object: CachedObject }
  /** Too large to be kept: passed on as it comes. */
  | { readonly outcome: 'Miss'; readonly passed: OriginResponse };

export interface EdgeCache {
  /** @param path as the viewer sent it, percent-encoded: the cache key */
  find(path: string): Promise<Found>;
}

interface EdgeCacheOptions {
  readonly origin: Origin;
  readonly policy: CachePolicy;
  /** How long an error is kept, in seconds, by status; 10 for those not named, as on CloudFront. */
  readonly errorTtl: ReadonlyMap<number, number>;
  /** Bytes of all bodies together. */
  readonly maxBytes?: number;
  /** Bytes of one body. */
  readonly maxObjectBytes?: number;
}

const mebibyte = 2 ** 20;
const defaultErrorTtl = 10;
/** An object with no body takes some memory, too. */
const sizeOfEntry = 1024;

export const createEdgeCache = (options: EdgeCacheOptions): EdgeCache => {
  const { origin, policy, errorTtl, maxBytes = 64 * mebibyte, maxObjectBytes = 16 * mebibyte } = options;
  const objects = new LRUCache<string, CachedObject>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }) => body.length + sizeOfEntry,
  });
  /** Viewers who ask for the same object at the same time make one request to the origin. */
  const fetching = new Map<string, Promise<Found>>();

  async function find(path: string): Promise<Found> {
    const kept = objects.get(path);
    if (kept !== undefined && Date.now() < kept.freshUntil) {
      return { outcome: kept.status < 400 ? 'Hit' : 'Error', object: kept };
    }
    const underway = fetching.get(path);
    // A body that is passed on has one reader only.
    if (underway !== undefined && 'object' in (await underway)) return underway;
    const fetched = fetchObject(path, kept).finally(() => fetching.delete(path));
    fetching.set(path, fetched);
    return fetched;
  }

  async function fetchObject(path: string, kept: CachedObject | undefined): Promise<Found> {
    const stale = kept !== undefined && kept.status < 400 ? kept : undefined;
    const response = await origin.get(path, stale?.headers.etag);
    if (response.status === 304 && stale !== undefined) {
      response.body.resume();
      return keep(path, 'RefreshHit', { ...stale, ...freshness(response, stale.status) });
    }
    if (Number(response.headers['content-length'] ?? Infinity) > maxObjectBytes) {
      return { outcome: 'Miss', passed: response };
    }
    const { status, headers } = response;
    const body = await buffer(response.body);
    const outcome = status < 400 ? 'Miss' : 'Error';
    return keep(path, outcome, { status, headers, body, ...freshness(response, status) });
  }

  function freshness({ headers }: OriginResponse, status: number) {
    const ttl =
      status < 400 ? timeToLive(headers['cache-control'], policy) : (errorTtl.get(status) ?? defaultErrorTtl);
    const confirmedAt = Date.now();
    return { confirmedAt, freshUntil: confirmedAt + ttl * 1000 };
  }

  function keep(path: string, outcome: CacheOutcome, object: CachedObject): Found {
    objects.set(path, object);
    return { outcome, object };
  }

  return { find };
};
