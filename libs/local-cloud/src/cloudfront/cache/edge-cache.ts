import { LRUCache } from 'lru-cache';
import type { ResponseHeaders } from '../origin/origin-headers.ts';

/** A response of the origin, whole. Times in milliseconds since the epoch. */
export interface CachedResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: Buffer;
  /** When the origin last gave or confirmed it. */
  readonly confirmedAt: number;
  /** Until when it is served without asking the origin. */
  readonly freshUntil: number;
}

/** The responses that an edge keeps: as many bytes as it may, those that nobody asked for longest leave first. */
export interface EdgeCache {
  /** Largest response that is kept, in bytes. */
  readonly maxObjectBytes: number;
  get(key: string): CachedResponse | undefined;
  set(key: string, response: CachedResponse): void;
}

/** One object may take an eighth, so that none drives all others out. */
const objectShare = 8;
/** A guess at what headers and bookkeeping take, in bytes. */
const overheadBytes = 1024;

/** @param maxBytes what all responses together may take */
export const createEdgeCache = (maxBytes: number): EdgeCache => {
  const cache = new LRUCache<string, CachedResponse>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, key) => body.length + key.length + overheadBytes,
  });
  return {
    maxObjectBytes: Math.floor(maxBytes / objectShare),
    get: (key) => cache.get(key),
    set(key, response) {
      cache.set(key, response);
    },
  };
};
