import type { IncomingHttpHeaders } from 'node:http';
import type { CachePolicy } from '../declared/cache-policy.ts';

/** What of a viewer's request is forwarded to the origin. All of it is the cache key. */
export interface ForwardedRequest {
  /** Percent-encoded, starting with a slash. */
  readonly path: string;
  /** Name and value of each forwarded parameter, decoded, in the viewer's order. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html */
export const forwardedBy = (
  { parametersInCacheKeyAndForwardedToOrigin: forwarded }: CachePolicy,
  request: { readonly path: string; readonly query: string; readonly headers: IncomingHttpHeaders },
): ForwardedRequest => {
  const { headerBehavior, headers } = forwarded.headersConfig;
  return {
    path: request.path,
    query: [...new URLSearchParams(request.query)].filter(isForwarded(forwarded.queryStringsConfig)),
    headers: headerBehavior === 'none' ? {} : pickHeaders(request.headers, headers),
  };
};

/** Under which a response is kept: all that the origin was asked. */
export const cacheKeyOf = ({ path, query, headers }: ForwardedRequest): string =>
  JSON.stringify([path, query, headers]);

const isForwarded = ({
  queryStringBehavior,
  queryStrings,
}: CachePolicy['parametersInCacheKeyAndForwardedToOrigin']['queryStringsConfig']) =>
  ({
    none: () => false,
    all: () => true,
    whitelist: ([name]: readonly [string, string]) => queryStrings.includes(name),
    allExcept: ([name]: readonly [string, string]) => !queryStrings.includes(name),
  })[queryStringBehavior];

/** Those of the headers that the request has, under lower-case names and in the order of `names`. */
export const pickHeaders = (
  headers: IncomingHttpHeaders,
  names: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? [] : [[name.toLowerCase(), String(value)]];
    }),
  );
