import {
  behavior,
  distributionArn,
  type EdgeFixture,
  startEdge,
} from '../../../test-support/edge-fixture.ts';

let edge: EdgeFixture;
beforeEach(async () => {
  edge = await startEdge();
});
afterEach(async () => {
  await edge.close();
  expect(edge.failures).toEqual([]);
});

const withHeaders = async (policy: object) => {
  edge.cloudfront.putResponseHeadersPolicy('headers', policy);
  await edge.create({
    defaultCacheBehavior: {
      ...behavior,
      allowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      responseHeadersPolicyId: 'headers',
    },
  });
};

describe('to the bucket', () => {
  it('the edge is CloudFront on behalf of the distribution, and signs', async () => {
    await edge.create();
    await edge.get('/a', { headers: { authorization: 'Bearer viewer', cookie: 'a=b', 'user-agent': 'me' } });
    expect(edge.issuedTo).toEqual([
      { kind: 'service', service: 'cloudfront.amazonaws.com', sourceArn: distributionArn },
    ]);
    const { headers } = edge.asked[0]!;
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIAEDGE\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$/,
    );
    expect(headers['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers['user-agent']).toBe('Amazon CloudFront');
  });

  it.each([
    ['there is no origin access control', undefined],
    ['it never signs', 'never'],
  ])('the edge is nobody when %s', async (_, originAccessControlId) => {
    edge.cloudfront.putOriginAccessControl('never', {
      originAccessControlOriginType: 's3',
      signingBehavior: 'never',
      signingProtocol: 'sigv4',
    });
    const domainName = 'b.s3.amazonaws.com';
    await edge.create({ origins: [{ originId: 'pictures', domainName, originAccessControlId }] });
    await edge.get('/a');
    expect(edge.issuedTo).toEqual([]);
    expect(edge.asked[0]?.headers).not.toHaveProperty('authorization');
    expect(edge.asked[0]?.url).toBe('/b/a');
  });

  it('stays within its bucket whatever is asked for', async () => {
    await edge.create();
    const paths = [
      '/../other/key',
      '/..%2Fother',
      '/%2e%2e/other',
      '/a/../../other',
      '//other',
      '/%00',
      '/a/..',
    ];
    for (const path of paths) await edge.get(path);
    expect(edge.asked.map(({ url }) => url)).toEqual([
      '/my.pictures/other/key',
      '/my.pictures/..%2Fother',
      '/my.pictures/other',
      '/my.pictures//other',
      '/my.pictures/%00',
      '/my.pictures/',
    ]);
  });

  it('keys keep their characters', async () => {
    await edge.create();
    await edge.get('/%C3%BC%20%2B+%25%26');
    expect(edge.asked[0]?.url).toBe('/my.pictures/%C3%BC%20%2B%2B%25%26');
  });
});

describe('which behaviour answers', () => {
  it('is the first whose pattern matches, with an origin of its own', async () => {
    await edge.create({
      origins: [
        { originId: 'pictures', domainName: 'one.s3.amazonaws.com' },
        {
          originId: 'other',
          domainName: 'two.s3.amazonaws.com',
          originPath: '/below',
          customHeaders: [{ name: 'X-From', value: 'edge' }],
        },
      ],
      orderedCacheBehaviors: [{ ...behavior, pathPattern: '/thumbs/*.jp?g', targetOriginId: 'other' }],
    });
    for (const path of ['/thumbs/a/b.jpeg', '/thumbs/a.png', '/x/thumbs/a.jpeg']) await edge.get(path);
    expect(edge.asked.map(({ url }) => url)).toEqual([
      '/two/below/thumbs/a/b.jpeg',
      '/one/thumbs/a.png',
      '/one/x/thumbs/a.jpeg',
    ]);
    expect(edge.asked.map(({ headers }) => headers['x-from'])).toEqual(['edge', undefined, undefined]);
  });

  it('answers the root with the default root object', async () => {
    await edge.create({ defaultRootObject: 'index page.html' });
    await edge.get('/?a');
    expect(edge.asked[0]?.url).toBe('/my.pictures/index%20page.html');
  });
});

describe('a viewer who', () => {
  it.each([
    ['has the object by its tag', { 'if-none-match': '"0", W/"1"' }, 304],
    ['has the object by its date', { 'if-modified-since': 'Wed, 02 Jan 2030 00:00:00 GMT' }, 304],
    ['has another by its tag', { 'if-none-match': '"2"' }, 200],
    ['has an older one', { 'if-modified-since': 'Mon, 01 Jan 2024 00:00:00 GMT' }, 200],
  ])('%s gets it again only if need be', async (_, headers, status) => {
    edge.answer((_request, response) =>
      response
        .writeHead(200, { etag: '"1"', 'last-modified': 'Tue, 01 Jan 2030 00:00:00 GMT' })
        .end('picture'),
    );
    await edge.create();
    for (const xCache of ['Miss', 'Hit']) {
      const viewed = await edge.get('/a', { headers });
      expect([viewed.status, viewed.body.toString()]).toEqual([status, status === 304 ? '' : 'picture']);
      expect([viewed.xCache, viewed.headers.etag]).toEqual([xCache, '"1"']);
    }
    // The first viewer's copy decides nothing for the next: the origin was asked for the whole.
    expect(edge.asked[0]?.headers).not.toHaveProperty('if-none-match');
  });

  it.each([
    ['the beginning', { range: 'bytes=0-2' }, 206, 'pic', 'bytes 0-2/7'],
    ['the end', { range: 'bytes=-3' }, 206, 'ure', 'bytes 4-6/7'],
    ['more than there is', { range: 'bytes=5-99' }, 206, 're', 'bytes 5-6/7'],
    ['what lies beyond', { range: 'bytes=9-' }, 416, undefined, 'bytes */7'],
    ['several parts', { range: 'bytes=0-1,3-4' }, 200, 'picture', undefined],
    ['nonsense', { range: 'pixels=1-2' }, 200, 'picture', undefined],
    ['a part of this object', { range: 'bytes=0-2', 'if-range': '"1"' }, 206, 'pic', 'bytes 0-2/7'],
    ['a part of another', { range: 'bytes=0-2', 'if-range': '"2"' }, 200, 'picture', undefined],
  ])('asks for %s', async (_, headers, status, body, contentRange) => {
    await edge.create();
    const viewed = await edge.get('/a', { headers });
    expect([viewed.status, viewed.headers['content-range']]).toEqual([status, contentRange]);
    if (body !== undefined) {
      expect(viewed.body.toString()).toBe(body);
      expect(viewed.headers).toMatchObject({
        'content-length': String(body.length),
        'accept-ranges': 'bytes',
      });
    }
    expect((await edge.get('/a')).body.toString()).toBe('picture');
  });

  it('asks for the headers alone gets them, and warms the cache', async () => {
    await edge.create();
    const viewed = await edge.get('/a', { method: 'HEAD' });
    expect([viewed.status, viewed.headers['content-length'], viewed.body.length]).toEqual([200, '7', 0]);
    expect((await edge.get('/a')).xCache).toBe('Hit');
  });

  it.each(['PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'])('tries to %s is refused', async (method) => {
    await edge.create();
    const viewed = await edge.get('/a', { method });
    expect([viewed.status, viewed.xCache]).toEqual([403, 'Error']);
    expect(viewed.body.toString()).toContain('does not allow the method');
    expect(edge.asked).toEqual([]);
  });

  it.each([
    ['sends a body', '/a', { body: 'x', headers: { 'content-length': '1' } }, 403],
    ['asks for no path', '/%E0%A4%A', {}, 400],
    ['asks for an address of its own', 'http://elsewhere/a', {}, 400],
    ['asks for too much', `/${'a'.repeat(8192)}`, {}, 413],
  ])('%s is refused', async (_, path, options, status) => {
    await edge.create();
    const viewed = await edge.get(path, options);
    expect([viewed.status, viewed.xCache]).toEqual([status, 'Error']);
    expect(edge.asked).toEqual([]);
  });

  it('comes to a distribution that is disabled gets nothing', async () => {
    await edge.create({ enabled: false });
    expect((await edge.get('/a')).status).toBe(403);
  });
});

describe('the headers policy', () => {
  const security = {
    securityHeadersConfig: {
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'", override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: 'DENY', override: true },
      referrerPolicy: { referrerPolicy: 'no-referrer', override: false },
      strictTransportSecurity: {
        accessControlMaxAgeSec: 60,
        includeSubdomains: true,
        preload: true,
        override: true,
      },
      xssProtection: { protection: true, modeBlock: true, override: true },
    },
    customHeadersConfig: { items: [{ header: 'X-Own', value: 'yes', override: false }] },
    removeHeadersConfig: { items: [{ header: 'Server' }, { header: 'x-amz-request-id' }] },
  };
  const expected = {
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=60; includeSubDomains; preload',
    'x-xss-protection': '1; mode=block',
    'x-own': 'yes',
  };

  it('adds its headers to objects, errors, refusals and what is not modified', async () => {
    await withHeaders(security);
    expect((await edge.get('/a')).headers).toMatchObject(expected);
    expect((await edge.get('/a', { headers: { 'if-none-match': '"1"' } })).headers).toMatchObject(expected);
    expect((await edge.get('/a', { method: 'PUT' })).headers).toMatchObject(expected);
    edge.answer((_, response) => response.writeHead(403).end());
    expect((await edge.get('/b')).headers).toMatchObject(expected);
  });

  it('replaces what the bucket says only where it is to, and removes what it is to', async () => {
    edge.answer((_, response) =>
      response
        .writeHead(200, {
          'referrer-policy': 'origin',
          'x-own': 'origin',
          'x-frame-options': 'SAMEORIGIN',
          server: 'AmazonS3',
          'x-amz-request-id': 'R',
          'x-amz-meta-kept': '1',
        })
        .end(),
    );
    await withHeaders(security);
    const { headers } = await edge.get('/a');
    expect(headers).toMatchObject({
      'referrer-policy': 'origin',
      'x-own': 'origin',
      'x-frame-options': 'DENY',
      'x-amz-meta-kept': '1',
    });
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('x-amz-request-id');
  });

  describe('for other sites', () => {
    const cors = (change: object = {}) => ({
      corsConfig: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: { items: ['X-Token'] },
        accessControlAllowMethods: { items: ['GET', 'HEAD'] },
        accessControlAllowOrigins: { items: ['https://*.example.com', 'http://localhost:3000'] },
        accessControlExposeHeaders: { items: ['ETag'] },
        accessControlMaxAgeSec: 600,
        originOverride: true,
        ...change,
      },
    });
    const from = (origin: string) => ({ headers: { origin } });

    it.each(['https://app.example.com', 'http://localhost:3000'])('lets %s read', async (site) => {
      await withHeaders(cors({ accessControlAllowCredentials: true }));
      expect((await edge.get('/a', from(site))).headers).toMatchObject({
        'access-control-allow-origin': site,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'ETag',
        vary: 'Origin',
      });
    });

    it.each([
      'https://example.com',
      'https://evil.com',
      'https://app.example.com.evil.com',
      'https://a/b.example.com',
    ])('lets %s not read, whatever the bucket says', async (site) => {
      edge.answer((_, response) => response.writeHead(200, { 'access-control-allow-origin': '*' }).end());
      await withHeaders(cors());
      expect((await edge.get('/a', from(site))).headers).not.toHaveProperty('access-control-allow-origin');
    });

    it('answers one site and then another from the same copy', async () => {
      await withHeaders(cors());
      await edge.get('/a', from('https://a.example.com'));
      const second = await edge.get('/a', from('https://b.example.com'));
      expect([second.xCache, second.headers['access-control-allow-origin']]).toEqual([
        'Hit',
        'https://b.example.com',
      ]);
    });

    it('says nothing to who is no other site', async () => {
      await withHeaders(cors());
      expect((await edge.get('/a')).headers).not.toHaveProperty('access-control-allow-origin');
    });

    it('lets the bucket have its say where it is to', async () => {
      edge.answer((_, response) => response.writeHead(200, { 'access-control-allow-origin': 'null' }).end());
      await withHeaders(cors({ originOverride: false }));
      expect(
        (await edge.get('/a', from('https://a.example.com'))).headers['access-control-allow-origin'],
      ).toBe('null');
    });

    it('answers a preflight', async () => {
      await withHeaders(cors({ accessControlAllowOrigins: { items: ['*'] } }));
      const headers = { origin: 'https://any.site', 'access-control-request-method': 'GET' };
      expect((await edge.get('/a', { method: 'OPTIONS', headers })).headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'X-Token',
        'access-control-max-age': '600',
      });
      expect(edge.asked[0]).toMatchObject({ method: 'OPTIONS', headers });
    });

    it('answers a preflight with an error when the bucket is not there', async () => {
      await withHeaders(cors());
      await edge.stopOrigin();
      expect((await edge.get('/a', { method: 'OPTIONS' })).status).toBe(502);
    });
  });
});
