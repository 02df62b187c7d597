import * as v from 'valibot';
import { inertInput, integerInput } from '../../declarations/declared-inputs.ts';
import { inputsReader } from './parse-inputs.ts';

const none = (expected: string) => v.optional(v.pipe(v.array(v.unknown()), v.maxLength(0, expected)));
const off = (expected: string) => v.optional(v.literal(false, expected));

const allowedMethods = v.pipe(
  v.array(v.string()),
  v.check(
    (methods) => methods.every((method) => ['GET', 'HEAD', 'OPTIONS'].includes(method)),
    'GET, HEAD and perhaps OPTIONS: the local edge lets nobody write to an origin',
  ),
);

const behavior = {
  targetOriginId: v.string(),
  allowedMethods,
  cachedMethods: allowedMethods,
  cachePolicyId: v.string('the id of a cache policy: forwardedValues are not supported'),
  responseHeadersPolicyId: v.optional(v.string()),
  viewerProtocolPolicy: v.pipe(
    v.picklist(
      ['allow-all', 'https-only', 'redirect-to-https'],
      'allow-all, https-only or redirect-to-https',
    ),
    v.metadata({ inert: 'the edge speaks plain HTTP on this machine, so nobody is sent to HTTPS' }),
  ),
  compress: inertInput('objects are sent as the origin stores them'),
  smoothStreaming: off('false: there is no media service'),
  lambdaFunctionAssociations: none('none: no code runs at the edge'),
  functionAssociations: none('none: no code runs at the edge'),
  trustedSigners: none('none: signed URLs are not checked'),
  trustedKeyGroups: none('none: signed URLs are not checked'),
};

const origin = v.strictObject({
  originId: v.string(),
  domainName: v.pipe(
    v.string(),
    v.regex(
      /^[a-z0-9][a-z0-9.-]*\.s3(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/,
      "a bucket's own name, such as bucket.s3.eu-central-1.amazonaws.com: only S3 is an origin here",
    ),
  ),
  originAccessControlId: v.optional(v.string()),
  originPath: v.optional(
    v.pipe(v.string(), v.regex(/^(\/.*[^/])?$/, 'a path without a slash at its end')),
    '',
  ),
  customHeaders: v.optional(
    v.array(v.strictObject({ name: v.pipe(v.string(), v.toLowerCase()), value: v.string() })),
    [],
  ),
  s3OriginConfig: v.optional(
    v.strictObject({
      originAccessIdentity: v.literal('', 'empty: use an origin access control instead of an identity'),
    }),
  ),
  connectionAttempts: inertInput('a connection on this machine succeeds at once or not at all'),
  connectionTimeout: inertInput('a connection on this machine succeeds at once or not at all'),
  originShield: inertInput('there is one edge'),
});

const customErrorResponse = v.strictObject({
  errorCode: integerInput(400, 599, 'status'),
  errorCachingMinTtl: v.optional(integerInput(0, 31_536_000, 'seconds')),
});

const schema = v.strictObject({
  enabled: v.boolean(),
  origins: v.array(origin),
  defaultCacheBehavior: v.strictObject(behavior),
  orderedCacheBehaviors: v.optional(v.array(v.strictObject({ pathPattern: v.string(), ...behavior })), []),
  customErrorResponses: v.optional(v.array(customErrorResponse), []),
  defaultRootObject: v.optional(
    v.pipe(v.string(), v.regex(/^[^/].*$|^$/, 'a key without a slash in front')),
    '',
  ),
  restrictions: v.strictObject({
    geoRestriction: v.strictObject({
      restrictionType: v.literal('none', 'none: there is one viewer, and it is here'),
      locations: none('no locations'),
    }),
  }),
  viewerCertificate: inertInput('the edge speaks plain HTTP on this machine'),
  aliases: inertInput('the edge answers under any host name'),
  comment: inertInput('a comment changes nothing'),
  httpVersion: inertInput('the edge speaks HTTP/1.1'),
  isIpv6Enabled: inertInput('the edge listens on 127.0.0.1'),
  loggingConfig: inertInput('no access log is written'),
  priceClass: inertInput('there is one edge'),
  retainOnDelete: inertInput('nothing is destroyed'),
  staging: off('false: there is one deployment'),
  waitForDeployment: inertInput('a distribution is deployed at once'),
  webAclId: inertInput('there is no firewall before the edge'),
});

/** A distribution as its program declares it, defaults filled in. Times in seconds. */
export type DistributionDeclaration = v.InferOutput<typeof schema>;
export type CacheBehaviorDeclaration = DistributionDeclaration['defaultCacheBehavior'];
export type OriginDeclaration = DistributionDeclaration['origins'][number];

/**
 * Reads the inputs of an `aws:cloudfront/distribution:Distribution`.
 * @throws CloudFrontError InvalidArgument naming every input that is unknown, unsupported or malformed
 */
export const parseDistribution = inputsReader('distribution', schema);
