import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { bindLoopback, type LoopbackServer } from '../loopback-server.ts';
import { createCloudFrontService, type CloudFrontService } from './cloudfront-service.ts';

const arn = 'arn:aws:cloudfront::000000000000:distribution/E1';
const none = { cookieBehavior: 'none', headerBehavior: 'none', queryStringBehavior: 'none' };
const cachePolicy = {
  minTtl: 0,
  defaultTtl: 60,
  maxTtl: 3600,
  parametersInCacheKeyAndForwardedToOrigin: {
    cookiesConfig: { cookieBehavior: none.cookieBehavior },
    headersConfig: { headerBehavior: none.headerBehavior },
    queryStringsConfig: { queryStringBehavior: none.queryStringBehavior },
  },
};
const declaration = {
  enabled: true,
  priceClass: 'PriceClass_100',
  origins: [
    { originId: 's3', domainName: 'pictures.s3.us-east-1.amazonaws.com', originAccessControlId: 'oac' },
  ],
  defaultCacheBehavior: {
    targetOriginId: 's3',
    viewerProtocolPolicy: 'https-only',
    allowedMethods: ['GET', 'HEAD'],
    cachedMethods: ['GET', 'HEAD'],
    compress: false,
    cachePolicyId: 'cache',
    responseHeadersPolicyId: 'headers',
  },
  customErrorResponses: [{ errorCode: 403, errorCachingMinTtl: 0 }],
};

describe('a distribution', () => {
  let bucket: Server;
  let edge: LoopbackServer;
  let cloudfront: CloudFrontService;
  let issuedTo: unknown[];
  let asked: IncomingMessage[];
  /** Answers the edge; a test may replace it. */
  let origin: (request: IncomingMessage) => {
    status?: number;
    headers?: Record<string, string>;
    body?: string;
  };

  const create = (change: object = {}) =>
    cloudfront.createDistribution({
      id: 'E1',
      arn,
      domainName: 'd1.cloudfront.net',
      inputs: { ...declaration, ...change },
    });

  const get = (path: string, init?: RequestInit) => fetch(`${edge.url}${path}`, init);

  beforeEach(async () => {
    asked = [];
    issuedTo = [];
    origin = () => ({
      headers: { etag: '"1"', 'content-type': 'image/webp', 'cache-control': 'max-age=100' },
      body: 'picture',
    });
    bucket = createServer((request, response) => {
      asked.push(request);
      const { status = 200, headers = {}, body = '' } = origin(request);
      response.writeHead(status, {
        ...headers,
        ...(status !== 304 && { 'content-length': Buffer.byteLength(body) }),
      });
      response.end(body);
    }).listen(0, '127.0.0.1');
    await once(bucket, 'listening');
    edge = await bindLoopback(0, 'cdnPort');
    cloudfront = createCloudFrontService({
      originEndpoint: `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`,
      region: 'us-east-1',
      nextServer: () => Promise.resolve(edge),
      issueCredentials: (principal) => {
        issuedTo.push(principal);
        return { accessKeyId: 'ASIAEDGE', secretAccessKey: 'secret' };
      },
      onFailure: () => undefined,
    });
    cloudfront.putOriginAccessControl('oac', {
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
    cloudfront.putCachePolicy('cache', cachePolicy);
    cloudfront.putResponseHeadersPolicy('headers', {
      securityHeadersConfig: {
        contentTypeOptions: { override: true },
        strictTransportSecurity: { accessControlMaxAgeSec: 60, includeSubdomains: true, override: true },
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'", override: true },
        frameOptions: { frameOption: 'DENY', override: true },
        referrerPolicy: { referrerPolicy: 'no-referrer', override: false },
      },
      customHeadersConfig: {
        items: [{ header: 'Cross-Origin-Resource-Policy', value: 'cross-origin', override: true }],
      },
    });
  });

  afterEach(async () => {
    cloudfront.close();
    await edge.close();
    bucket.closeAllConnections();
    bucket.close();
  });

  it('fetches an object once, then serves it from its cache', async () => {
    await create();
    const first = await get('/a/b.webp');
    expect([first.status, first.headers.get('x-cache'), await first.text()]).toEqual([
      200,
      'Miss from cloudfront',
      'picture',
    ]);
    const second = await get('/a/b.webp?cache=buster');
    expect([second.status, second.headers.get('x-cache'), await second.text()]).toEqual([
      200,
      'Hit from cloudfront',
      'picture',
    ]);
    expect(second.headers.get('content-type')).toBe('image/webp');
    expect(second.headers.get('cache-control')).toBe('max-age=100');
    expect(second.headers.get('age')).toMatch(/^\d+$/);
    expect(second.headers.get('via')).toBe('1.1 d1.cloudfront.net (CloudFront)');
    expect(asked.map(({ url }) => url)).toEqual(['/pictures/a/b.webp']);
  });

  it('asks the bucket as the service, on behalf of the distribution, and signs what it asks', async () => {
    await create();
    await get('/a.webp');
    expect(issuedTo).toEqual([{ kind: 'service', service: 'cloudfront.amazonaws.com', sourceArn: arn }]);
    expect(asked[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIAEDGE\/\d{8}\/us-east-1\/s3\/aws4_request/,
    );
    expect(asked[0]?.headers['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('asks without a name when there is no origin access control', async () => {
    await create({ origins: [{ originId: 's3', domainName: 'pictures.s3.amazonaws.com' }] });
    await get('/a.webp');
    expect(issuedTo).toEqual([]);
    expect(asked[0]?.headers.authorization).toBeUndefined();
  });

  it('adds the declared headers, also to errors', async () => {
    await create();
    const expected = {
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'content-security-policy': "default-src 'none'",
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'cross-origin',
    };
    const found = await get('/a.webp');
    origin = () => ({ status: 403, body: '<Error/>' });
    const missing = await get('/b.webp');
    for (const response of [found, missing]) {
      expect(Object.fromEntries(response.headers)).toMatchObject(expected);
    }
  });

  it('lets the origin keep a header that the policy does not override', async () => {
    origin = () => ({ headers: { 'referrer-policy': 'origin', 'x-frame-options': 'SAMEORIGIN' } });
    await create();
    const { headers } = await get('/a.webp');
    expect([headers.get('referrer-policy'), headers.get('x-frame-options')]).toEqual(['origin', 'DENY']);
  });

  it('makes one request to the bucket for viewers who come at once', async () => {
    await create();
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => get('/a.webp').then((it) => it.text())),
    );
    expect(new Set(responses)).toEqual(new Set(['picture']));
    expect(asked).toHaveLength(1);
  });

  it('confirms a stale object instead of fetching it again', async () => {
    origin = ({ headers }) =>
      headers['if-none-match'] === '"1"'
        ? { status: 304, headers: { etag: '"1"' } }
        : { headers: { etag: '"1"', 'cache-control': 'max-age=0' }, body: 'picture' };
    await create();
    await get('/a.webp');
    const again = await get('/a.webp');
    expect([again.status, again.headers.get('x-cache'), await again.text()]).toEqual([
      200,
      'RefreshHit from cloudfront',
      'picture',
    ]);
  });

  it('passes an error of the bucket on and keeps it only as long as declared', async () => {
    origin = () => ({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    await create();
    const early = await get('/a.webp');
    expect([early.status, early.headers.get('x-cache')]).toEqual([403, 'Error from cloudfront']);
    expect(await early.text()).toContain('AccessDenied');
    origin = () => ({ body: 'picture' });
    expect((await get('/a.webp')).status).toBe(200);
  });

  it('keeps an error that nothing is declared of for ten seconds', async () => {
    origin = () => ({ status: 404 });
    await create();
    await get('/a.webp');
    await get('/a.webp');
    expect(asked).toHaveLength(1);
  });

  it('answers 304 to a viewer who has the object', async () => {
    await create();
    const response = await get('/a.webp', { headers: { 'if-none-match': '"1"' } });
    expect([response.status, await response.text()]).toEqual([304, '']);
  });

  it.each([
    ['bytes=0-2', 206, 'pic', 'bytes 0-2/7'],
    ['bytes=-3', 206, 'ure', 'bytes 4-6/7'],
    ['bytes=9-', 416, '', 'bytes */7'],
    ['bytes=0-1,3-4', 200, 'picture', null],
  ])('answers the range %s', async (range, status, body, contentRange) => {
    await create();
    const response = await get('/a.webp', { headers: { range } });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      body,
      contentRange,
    ]);
  });

  it('answers HEAD like GET, without the body', async () => {
    await create();
    const response = await get('/a.webp', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '7',
      '',
    ]);
    expect(asked[0]?.method).toBe('GET');
  });

  it.each(['PUT', 'POST', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    await create();
    const response = await get('/a.webp', { method });
    expect([response.status, response.headers.get('x-cache')]).toEqual([403, 'Error from cloudfront']);
    expect(asked).toHaveLength(0);
  });

  it('stays within its bucket whatever path is asked for', async () => {
    await create();
    for (const path of ['/../other/secret', '/..%2fother/secret', '//other/secret']) {
      const sent = httpRequest(`${edge.url}/`, { path });
      sent.end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      await text(response);
    }
    expect(asked.map(({ url }) => url)).toEqual([
      '/pictures/../other/secret',
      '/pictures/..%2fother/secret',
      '/pictures//other/secret',
    ]);
  });

  it('passes a large object on without keeping it', async () => {
    const large = 'x'.repeat(17 * 2 ** 20);
    origin = () => ({ body: large });
    await create();
    for (let time = 0; time < 2; time += 1) {
      const response = await get('/large');
      expect(response.headers.get('x-cache')).toBe('Miss from cloudfront');
      expect((await response.text()).length).toBe(large.length);
    }
    expect(asked).toHaveLength(2);
  });

  it('answers 502 when the bucket cannot be reached', async () => {
    await create();
    bucket.closeAllConnections();
    bucket.close();
    const response = await get('/a.webp');
    expect([response.status, response.headers.get('x-cache')]).toEqual([502, 'Error from cloudfront']);
  });

  it('lists what is declared and has no effect', async () => {
    const { inert } = await create();
    expect(inert).toEqual([
      { input: 'priceClass', reason: expect.any(String) },
      { input: 'defaultCacheBehavior.viewerProtocolPolicy', reason: expect.any(String) },
    ]);
  });

  it.each([
    ['a property that it does not know', { webAclId: 'x' }, /webAclId is not supported/],
    [
      'an origin that is no bucket',
      { origins: [{ originId: 's3', domainName: 'example.com' }] },
      /example\.com is no S3 bucket/,
    ],
    [
      'a policy that nobody declared',
      { defaultCacheBehavior: { ...declaration.defaultCacheBehavior, cachePolicyId: '658327ea' } },
      /no cache policy 658327ea.*policies that AWS manages/,
    ],
  ])('refuses %s by name', async (_what, change, message) => {
    await expect(create(change)).rejects.toThrow(message);
  });
});
