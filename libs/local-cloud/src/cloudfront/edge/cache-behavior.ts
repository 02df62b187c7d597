import { matchesWildcards } from '../../declarations/wildcards.ts';
import type { CachedOrigin } from '../cache/object-source.ts';
import type { ResponseHeadersPolicy } from '../declared/response-headers-policy.ts';
import type { OriginFetch } from '../origin/s3-origin.ts';

/** What CloudFront does with the requests whose path matches. */
export interface CacheBehavior extends CachedOrigin {
  /** `*` stands for any text, `?` for any character; a leading slash may be left out. */
  readonly pathPattern: string;
  readonly allowedMethods: readonly string[];
  readonly headersPolicy: ResponseHeadersPolicy;
  /** For what goes straight through to a viewer, at the viewer's pace. */
  readonly openStream: OriginFetch;
}

/** The first that matches; the last one, the default behaviour, matches everything. */
export const behaviorFor = (behaviors: readonly CacheBehavior[], path: string): CacheBehavior => {
  const found = behaviors.find(({ pathPattern }) => matchesPath(pathPattern, path));
  if (found === undefined) throw new TypeError('A distribution has a default cache behaviour.');
  return found;
};

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern */
const matchesPath = (pattern: string, path: string): boolean =>
  matchesWildcards(pattern.replace(/^\/?/, '/'), path);
