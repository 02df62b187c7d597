import { defaultProgram } from '../testing/default-program.ts';

describe('imageCachePolicy', () => {
  it('caches by path alone, for a year', async () => {
    const { find } = await defaultProgram();
    expect(find('aws:cloudfront/cachePolicy:CachePolicy', 'cdn').inputs).toMatchObject({
      name: 'image-pipeline-dev-eu-central-1',
      minTtl: 0,
      defaultTtl: 31_536_000,
      maxTtl: 31_536_000,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: 'none' },
        headersConfig: { headerBehavior: 'none' },
        queryStringsConfig: { queryStringBehavior: 'none' },
        enableAcceptEncodingBrotli: false,
        enableAcceptEncodingGzip: false,
      },
    });
  });
});

describe('imageHeadersPolicy', () => {
  it('lets a response be a picture, over HTTPS, on any site, and nothing else', async () => {
    const { find } = await defaultProgram();
    const { inputs } = find('aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy', 'cdn');
    expect(inputs.securityHeadersConfig).toEqual({
      contentTypeOptions: { override: true },
      strictTransportSecurity: {
        accessControlMaxAgeSec: 63_072_000,
        includeSubdomains: true,
        override: true,
      },
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; sandbox", override: true },
      frameOptions: { frameOption: 'DENY', override: true },
      referrerPolicy: { referrerPolicy: 'no-referrer', override: true },
    });
    expect(inputs.customHeadersConfig).toEqual({
      items: [{ header: 'Cross-Origin-Resource-Policy', value: 'cross-origin', override: true }],
    });
  });
});
