import * as v from 'valibot';
import { inertInput, integerInput } from '../../declarations/declared-inputs.ts';
import { inputsReader, itemsOf } from './parse-inputs.ts';

const oneDay = 86_400;
const oneYear = 31_536_000;
const seconds = integerInput(0, 100 * oneYear, 'seconds');
const storedAsTheyAre = inertInput('objects are kept and sent as the origin stores them');
const names = v.optional(itemsOf(v.string()), { items: [] });

const schema = v.strictObject({
  name: v.optional(v.string()),
  comment: inertInput('a comment changes nothing'),
  minTtl: v.optional(seconds, 0),
  defaultTtl: v.optional(seconds, oneDay),
  maxTtl: v.optional(seconds, oneYear),
  parametersInCacheKeyAndForwardedToOrigin: v.strictObject({
    cookiesConfig: v.strictObject({
      cookieBehavior: v.literal('none', 'none: S3 knows no cookies'),
      cookies: names,
    }),
    headersConfig: v.strictObject({
      headerBehavior: v.picklist(['none', 'whitelist'], 'none or whitelist'),
      headers: names,
    }),
    queryStringsConfig: v.strictObject({
      queryStringBehavior: v.picklist(
        ['none', 'all', 'whitelist', 'allExcept'],
        'none, all, whitelist or allExcept',
      ),
      queryStrings: names,
    }),
    enableAcceptEncodingBrotli: storedAsTheyAre,
    enableAcceptEncodingGzip: storedAsTheyAre,
  }),
});

/** How long objects are kept and what of a request tells them apart. Times in seconds. */
export type CachePolicy = v.InferOutput<typeof schema>;

/** @throws CloudFrontError InvalidArgument */
export const parseCachePolicy = inputsReader('cache policy', schema);

const managed = (minTtl: number, defaultTtl: number, maxTtl: number): CachePolicy =>
  v.parse(schema, {
    minTtl,
    defaultTtl,
    maxTtl,
    parametersInCacheKeyAndForwardedToOrigin: {
      cookiesConfig: { cookieBehavior: 'none' },
      headersConfig: { headerBehavior: 'none' },
      queryStringsConfig: { queryStringBehavior: 'none' },
    },
  });

/**
 * Policies that every account has without declaring them: CachingOptimized and CachingDisabled.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const managedCachePolicies: ReadonlyMap<string, CachePolicy> = new Map([
  ['658327ea-f89d-4fab-a63d-7e88639e58f6', managed(1, oneDay, oneYear)],
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', managed(0, 0, 0)],
]);
