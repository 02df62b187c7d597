import {
  behavior,
  cachePolicyWith,
  distribution,
  type EdgeFixture,
  startEdge,
} from '../../../test-support/edge-fixture.ts';
import type { CloudFrontError } from './cloudfront-error.ts';

let edge: EdgeFixture;
beforeEach(async () => {
  edge = await startEdge();
});
afterEach(() => edge.close());

const origin = distribution.origins[0]!;
const refused = (code: CloudFrontError['code'], message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

it('tells where the distribution is reached and what of it has no effect here', async () => {
  edge.cloudfront.putCachePolicy('cache', cachePolicyWith({ comment: 'c' }));
  expect(await edge.create({ comment: 'variants', aliases: ['cdn.example.com'] })).toEqual({
    url: edge.edge.url,
    inert: ['defaultCacheBehavior.viewerProtocolPolicy', 'viewerCertificate', 'aliases', 'comment'].map(
      (input) => ({
        input,
        reason: expect.any(String),
      }),
    ),
  });
});

it('knows the policies that AWS manages', async () => {
  const cachePolicyId = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  await edge.create({ defaultCacheBehavior: { ...behavior, cachePolicyId } });
  await edge.get('/a');
  expect((await edge.get('/a')).xCache).toBe('Miss');
});

it.each([
  [{ origin: [] }, 'InvalidArgument', /origin is not supported/],
  [{ originGroups: [] }, 'InvalidArgument', /originGroups is not supported/],
  [
    { origins: [{ ...origin, domainName: 'example.com' }] },
    'InvalidArgument',
    /origins\.0\.domainName is "example\.com", expected a bucket's own name/,
  ],
  [
    { origins: [{ ...origin, customOriginConfig: {} }] },
    'InvalidArgument',
    /origins\.0\.customOriginConfig is not supported/,
  ],
  [
    { origins: [{ ...origin, originAccessControlId: 'E9' }] },
    'NoSuchOriginAccessControl',
    /"E9".*Known are oac/,
  ],
  [{ defaultCacheBehavior: { ...behavior, targetOriginId: 'x' } }, 'NoSuchOrigin', /"x".*Known are pictures/],
  [{ defaultCacheBehavior: { ...behavior, cachePolicyId: 'x' } }, 'NoSuchCachePolicy', /"x"/],
  [
    { defaultCacheBehavior: { ...behavior, responseHeadersPolicyId: 'x' } },
    'NoSuchResponseHeadersPolicy',
    /Known are none/,
  ],
  [
    { defaultCacheBehavior: { ...behavior, allowedMethods: ['GET', 'PUT'] } },
    'InvalidArgument',
    /defaultCacheBehavior\.allowedMethods .*expected GET, HEAD/,
  ],
  [
    { defaultCacheBehavior: { ...behavior, functionAssociations: [{}] } },
    'InvalidArgument',
    /functionAssociations .*expected none/,
  ],
  [
    { defaultCacheBehavior: { ...behavior, forwardedValues: {} } },
    'InvalidArgument',
    /forwardedValues is not supported/,
  ],
  [
    { customErrorResponses: [{ errorCode: 404, responsePagePath: '/x' }] },
    'InvalidArgument',
    /customErrorResponses\.0\.responsePagePath is not supported/,
  ],
  [
    { restrictions: { geoRestriction: { restrictionType: 'whitelist', locations: ['DE'] } } },
    'InvalidArgument',
    /restrictionType is "whitelist", expected none/,
  ],
  [{ enabled: undefined }, 'InvalidArgument', /enabled is missing/],
] as const)('%#: refuses by name what it cannot honour', async (change, code, message) => {
  await expect(edge.create(change)).rejects.toEqual(refused(code, message));
});

it.each([
  [{ minTtl: -1 }, {}, /minTtl is -1, expected an integer from 0 .*\(seconds\)/],
  [{}, { cookiesConfig: { cookieBehavior: 'all' } }, /cookieBehavior is "all", expected none/],
  [
    {},
    { headersConfig: { headerBehavior: 'allViewer' } },
    /headerBehavior is "allViewer", expected none or whitelist/,
  ],
  [{}, { queryStringsConfig: { queryStringBehavior: 'some' } }, /expected none, all, whitelist or allExcept/],
  [{ ttl: 1 }, {}, /ttl is not supported/],
])('%#: refuses a cache policy by name', (change, parameters, message) => {
  expect(() => edge.cloudfront.putCachePolicy('x', cachePolicyWith(change, parameters))).toThrow(
    refused('InvalidArgument', message),
  );
});

it.each([
  [
    { securityHeadersConfig: { frameOptions: { frameOption: 'ALLOW', override: true } } },
    /expected DENY or SAMEORIGIN/,
  ],
  [
    { customHeadersConfig: { items: [{ header: 'X', value: 'a\r\nb', override: true }] } },
    /text without line breaks/,
  ],
  [
    { customHeadersConfig: { items: [{ header: 'X Y', value: 'a', override: true }] } },
    /the name of an HTTP header/,
  ],
  [{ corsConfig: {} }, /accessControlAllowOrigins is missing/],
])('%#: refuses a response headers policy by name', (policy, message) => {
  expect(() => edge.cloudfront.putResponseHeadersPolicy('x', policy)).toThrow(
    refused('InvalidArgument', message),
  );
});

it('refuses an origin access control by name', () => {
  const control = {
    originAccessControlOriginType: 'lambda',
    signingBehavior: 'always',
    signingProtocol: 'sigv4',
  };
  expect(() => edge.cloudfront.putOriginAccessControl('x', control)).toThrow(
    refused('InvalidArgument', /originAccessControlOriginType is "lambda", expected s3/),
  );
});
