import type { CachePolicy } from './declarations.ts';

/**
 * How long the edge may serve an object without asking its origin, in seconds: what the origin says, within the
 * policy's bounds, or the policy's default where the origin says nothing.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export const timeToLive = (
  cacheControl: string | undefined,
  { minTtl, defaultTtl, maxTtl }: Pick<CachePolicy, 'minTtl' | 'defaultTtl' | 'maxTtl'>,
): number => {
  const directives = parseCacheControl(cacheControl);
  const mayNotBeKept = ['no-store', 'no-cache', 'private'].some((directive) => directives.has(directive));
  if (mayNotBeKept) return minTtl;
  // s-maxage is meant for shared caches such as this one: RFC 9111 section 5.2.2.10.
  const told = directives.get('s-maxage') ?? directives.get('max-age');
  const seconds = told !== undefined && /^\d+$/.test(told) ? Number(told) : defaultTtl;
  return Math.min(Math.max(seconds, minTtl), maxTtl);
};

const parseCacheControl = (header = ''): ReadonlyMap<string, string> =>
  new Map(
    header.split(',').map((directive) => {
      const [name = '', value = ''] = directive.split('=');
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')];
    }),
  );
