import type { IncomingHttpHeaders } from 'node:http';
import type { CorsConfig } from '../declared/response-headers-policy.ts';
import type { ResponseHeaders } from '../origin/origin-headers.ts';

/**
 * Answers a page of another site, which says so by `Origin`: https://fetch.spec.whatwg.org/#http-cors-protocol
 * What the origin of the object says on the matter stands unless the policy overrides it.
 */
export const withCorsHeaders = (
  config: CorsConfig | undefined,
  request: { readonly method?: string | undefined; readonly headers: IncomingHttpHeaders },
  headers: ResponseHeaders,
): ResponseHeaders => {
  const site = request.headers.origin;
  if (config === undefined || site === undefined) return headers;
  if (!config.originOverride && headers['access-control-allow-origin'] !== undefined) return headers;
  const others = Object.fromEntries(
    Object.entries(headers).filter(([header]) => !header.startsWith('access-control-')),
  );
  const allowed = config.accessControlAllowOrigins.find((pattern) => matchesSite(pattern, site));
  if (allowed === undefined) return others;
  return {
    ...others,
    ...(allowed === '*'
      ? { 'access-control-allow-origin': '*' }
      : // The answer depends on who asks, which a cache further on has to know.
        {
          'access-control-allow-origin': site,
          vary: others['vary'] ? `${others['vary']}, Origin` : 'Origin',
        }),
    ...(config.accessControlAllowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...listed('access-control-expose-headers', config.accessControlExposeHeaders),
    ...(request.method === 'OPTIONS' && preflightHeaders(config)),
  };
};

const preflightHeaders = (config: CorsConfig): ResponseHeaders => ({
  ...listed('access-control-allow-methods', config.accessControlAllowMethods.flatMap(expandAll)),
  ...listed('access-control-allow-headers', config.accessControlAllowHeaders),
  ...(config.accessControlMaxAgeSec !== undefined && {
    'access-control-max-age': String(config.accessControlMaxAgeSec),
  }),
});

const expandAll = (method: string): string[] =>
  method === 'ALL' ? ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] : [method];

const listed = (header: string, values: readonly string[]): ResponseHeaders =>
  values.length === 0 ? {} : { [header]: values.join(', ') };

/** A pattern is `*`, an origin, or an origin with `*` for parts of its name. */
const matchesSite = (pattern: string, site: string): boolean => {
  if (pattern === '*') return true;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`, 'i').test(site);
};
