import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

const oneYear = 365 * 24 * 60 * 60;

/**
 * A variant's key never gets other bytes, so its path alone is the cache key: no header, cookie or query string
 * makes another copy, and nobody can force a trip to the origin by inventing one.
 */
export const imageCachePolicy = (name: string, policyName: string, opts: pulumi.CustomResourceOptions) =>
  new aws.cloudfront.CachePolicy(
    name,
    {
      name: policyName,
      comment: 'Immutable objects: one copy per path, for a year',
      minTtl: 0,
      defaultTtl: oneYear,
      maxTtl: oneYear,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: 'none' },
        headersConfig: { headerBehavior: 'none' },
        queryStringsConfig: { queryStringBehavior: 'none' },
        enableAcceptEncodingBrotli: false,
        enableAcceptEncodingGzip: false,
      },
    },
    opts,
  );

/**
 * A variant is a picture and nothing else: no browser may take it for a document, a script or a frame, and other
 * sites may embed it, which is what a CDN is for.
 */
export const imageHeadersPolicy = (name: string, policyName: string, opts: pulumi.CustomResourceOptions) =>
  new aws.cloudfront.ResponseHeadersPolicy(
    name,
    {
      name: policyName,
      comment: 'Pictures only, over HTTPS only, embeddable anywhere',
      securityHeadersConfig: {
        contentTypeOptions: { override: true },
        strictTransportSecurity: {
          accessControlMaxAgeSec: 2 * oneYear,
          includeSubdomains: true,
          override: true,
        },
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; sandbox", override: true },
        frameOptions: { frameOption: 'DENY', override: true },
        referrerPolicy: { referrerPolicy: 'no-referrer', override: true },
      },
      customHeadersConfig: {
        items: [{ header: 'Cross-Origin-Resource-Policy', value: 'cross-origin', override: true }],
      },
    },
    opts,
  );
