import type { CachePolicy } from '../declared/cache-policy.ts';
import type { ResponseHeaders } from '../origin/origin-headers.ts';

export interface Freshness {
  /** Seconds for which the response is served without asking the origin again. */
  readonly ttl: number;
  /** Whether it may be kept at all, be it only to ask the origin whether it has changed. */
  readonly storable: boolean;
}

/**
 * How long CloudFront keeps an object: what the origin says, within the policy's bounds.
 *
 * A cache as RFC 9111 describes it would differ, which is why this is no library's: a minimum TTL overrides even
 * `no-store`, and without a word of the origin there is the default TTL rather than a heuristic.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist
 */
export const freshnessOf = (
  headers: ResponseHeaders,
  { minTtl, defaultTtl, maxTtl }: Pick<CachePolicy, 'minTtl' | 'defaultTtl' | 'maxTtl'>,
  now: number,
): Freshness => {
  const directives = parseCacheControl(headers['cache-control']);
  if (directives.has('no-store') || directives.has('private')) return { ttl: minTtl, storable: minTtl > 0 };
  if (directives.has('no-cache')) return { ttl: minTtl, storable: true };
  const stated = statedLifetime(directives, headers['expires'], now);
  const ttl =
    stated === undefined ? Math.max(minTtl, defaultTtl) : Math.min(Math.max(stated, minTtl), maxTtl);
  return { ttl, storable: true };
};

/** Seconds that CloudFront keeps an error for when nothing is declared. */
export const defaultErrorTtl = 10;
const keptAnyhow: ReadonlySet<number> = new Set([404, 410, 414, 500, 501, 502, 503, 504]);
const keptUnlessForbidden: ReadonlySet<number> = new Set([404, 410, 414, 501]);

/**
 * Seconds for which CloudFront keeps an error of the origin; 0 for one that it does not keep.
 *
 * Some errors are kept anyhow, others, 403 among them, when the origin says for how long
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html) or when the distribution
 * does (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html).
 * @param declaredMinTtl the distribution's "error caching minimum TTL" for this status, in seconds
 */
export const errorTtlOf = (
  status: number,
  headers: ResponseHeaders,
  declaredMinTtl: number | undefined,
  now: number,
): number => {
  const directives = parseCacheControl(headers['cache-control']);
  const forbidden = ['no-store', 'no-cache', 'private'].some((directive) => directives.has(directive));
  if (forbidden && keptUnlessForbidden.has(status)) return 0;
  const stated = statedLifetime(directives, headers['expires'], now);
  const isKept = keptAnyhow.has(status) || declaredMinTtl !== undefined || stated !== undefined;
  return isKept ? Math.max(declaredMinTtl ?? defaultErrorTtl, stated ?? 0) : 0;
};

/** What the origin itself says, in seconds; `undefined` when it says nothing. */
const statedLifetime = (
  directives: ReadonlyMap<string, string>,
  expires: string | undefined,
  now: number,
): number | undefined => {
  const maxAge = directives.get('s-maxage') ?? directives.get('max-age');
  // RFC 9111, section 4.2.1: a lifetime that makes no sense means stale.
  if (maxAge !== undefined) return /^\d+$/.test(maxAge) ? Number(maxAge) : 0;
  if (expires === undefined) return undefined;
  const until = Date.parse(expires);
  return Number.isNaN(until) ? 0 : Math.max(0, Math.floor((until - now) / 1000));
};

/** RFC 9111, section 5.2: directives with or without a value, the value with or without quotes. */
const parseCacheControl = (header = ''): ReadonlyMap<string, string> => {
  const directives = header.matchAll(/([^\s,=]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,]*)))?/g);
  return new Map(
    [...directives].map(([, name = '', quoted, token]) => [name.toLowerCase(), quoted ?? token ?? '']),
  );
};
