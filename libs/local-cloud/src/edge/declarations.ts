import * as v from 'valibot';
import type { PropertyMap } from '../engine/property-values.ts';
import { inert } from '../resources/resource-handler.ts';
import { CloudFrontError } from './cloudfront-error.ts';

/**
 * What a program may say of a distribution and its policies, in the spelling of Pulumi's AWS provider. Everything is
 * used or marked as inert with the reason; anything else is refused by name.
 */

const seconds = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.optional(v.string());
const none = v.literal('none');

export const originAccessControl = v.strictObject({
  name,
  description: name,
  originAccessControlOriginType: v.literal('s3'),
  signingBehavior: v.picklist(['always', 'never']),
  signingProtocol: v.literal('sigv4'),
});
export type OriginAccessControl = v.InferOutput<typeof originAccessControl>;

export const cachePolicy = v.strictObject({
  name,
  comment: name,
  minTtl: v.optional(seconds, 0),
  /** A day and a year are CloudFront's own defaults. */
  defaultTtl: v.optional(seconds, 86_400),
  maxTtl: v.optional(seconds, 31_536_000),
  parametersInCacheKeyAndForwardedToOrigin: v.strictObject({
    cookiesConfig: v.strictObject({ cookieBehavior: none }),
    headersConfig: v.strictObject({ headerBehavior: none }),
    queryStringsConfig: v.strictObject({ queryStringBehavior: none }),
    enableAcceptEncodingBrotli: v.optional(v.literal(false)),
    enableAcceptEncodingGzip: v.optional(v.literal(false)),
  }),
});
export type CachePolicy = v.InferOutput<typeof cachePolicy>;

const override = v.boolean();

export const responseHeadersPolicy = v.strictObject({
  name,
  comment: name,
  securityHeadersConfig: v.optional(
    v.strictObject({
      contentTypeOptions: v.optional(v.strictObject({ override })),
      strictTransportSecurity: v.optional(
        v.strictObject({
          accessControlMaxAgeSec: seconds,
          includeSubdomains: v.optional(v.boolean(), false),
          preload: v.optional(v.boolean(), false),
          override,
        }),
      ),
      contentSecurityPolicy: v.optional(v.strictObject({ contentSecurityPolicy: v.string(), override })),
      frameOptions: v.optional(v.strictObject({ frameOption: v.picklist(['DENY', 'SAMEORIGIN']), override })),
      referrerPolicy: v.optional(v.strictObject({ referrerPolicy: v.string(), override })),
    }),
  ),
  customHeadersConfig: v.optional(
    v.strictObject({
      items: v.array(v.strictObject({ header: v.string(), value: v.string(), override })),
    }),
  ),
});
export type ResponseHeadersPolicy = v.InferOutput<typeof responseHeadersPolicy>;

const loopback = 'the edge is plain HTTP on this machine only';

export const distribution = v.strictObject({
  enabled: v.literal(true),
  comment: name,
  httpVersion: inert('the edge speaks HTTP/1.1'),
  isIpv6Enabled: inert(loopback),
  priceClass: inert('there is one edge'),
  aliases: inert(loopback),
  viewerCertificate: inert(loopback),
  restrictions: inert('viewers of this machine come from nowhere'),
  origins: v.pipe(
    v.array(
      v.strictObject({
        originId: v.string(),
        domainName: v.string(),
        originAccessControlId: v.optional(v.string()),
      }),
    ),
    v.length(1, 'one origin is supported'),
  ),
  defaultCacheBehavior: v.strictObject({
    targetOriginId: v.string(),
    viewerProtocolPolicy: inert(loopback),
    allowedMethods: v.array(v.string()),
    cachedMethods: v.array(v.picklist(['GET', 'HEAD'])),
    compress: v.literal(false),
    cachePolicyId: v.string(),
    responseHeadersPolicyId: v.optional(v.string()),
  }),
  customErrorResponses: v.optional(
    v.array(v.strictObject({ errorCode: v.number(), errorCachingMinTtl: v.optional(seconds, 10) })),
    [],
  ),
});
export type DistributionDeclaration = v.InferOutput<typeof distribution>;

/** @throws CloudFrontError naming every property that cannot be honoured */
export const parseDeclaration = <Schema extends v.GenericSchema>(
  schema: Schema,
  inputs: PropertyMap,
): v.InferOutput<Schema> => {
  const parsed = v.safeParse(schema, inputs);
  if (parsed.success) return parsed.output;
  const problems = parsed.issues.map((issue) => {
    const path = v.getDotPath(issue) ?? 'the declaration';
    return issue.expected === 'never' ? `${path} is not supported` : `${path}: ${issue.message}`;
  });
  throw new CloudFrontError(`${problems.join('; ')}.`, {
    remedy: 'What the edge on this machine honours is in libs/local-cloud/src/cloudfront/declarations.ts.',
    context: { problems },
  });
};

/** The declared inputs that have no effect here, each with the reason. */
export const inertInputs = ({
  defaultCacheBehavior,
  ...top
}: PropertyMap): { input: string; reason: string }[] => [
  ...inertAmong(distribution.entries, top, ''),
  ...inertAmong(
    distribution.entries.defaultCacheBehavior.entries,
    defaultCacheBehavior as PropertyMap,
    'defaultCacheBehavior.',
  ),
];

const inertAmong = (entries: v.ObjectEntries, inputs: PropertyMap, prefix: string) =>
  Object.entries(entries).flatMap(([input, entry]) => {
    const { inert: reason } = v.getMetadata(entry) as { inert?: string };
    return reason === undefined || inputs[input] === undefined
      ? []
      : [{ input: `${prefix}${input}`, reason }];
  });
