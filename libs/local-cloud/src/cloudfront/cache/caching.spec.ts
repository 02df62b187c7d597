import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  behavior,
  cachePolicyWith,
  type EdgeFixture,
  picture,
  startEdge,
  type Viewed,
} from '../../../test-support/edge-fixture.ts';

let edge: EdgeFixture;
beforeEach(async () => {
  edge = await startEdge();
});
afterEach(async () => {
  await edge.close();
  expect(edge.failures).toEqual([]);
});

const seen = ({ status, xCache, body }: Viewed) => [status, xCache, body.toString()];

describe('an object', () => {
  it('is fetched once and then comes from the cache, whatever the query', async () => {
    await edge.create();
    const first = await edge.get('/a/b.webp');
    expect(seen(first)).toEqual([200, 'Miss', 'picture']);
    expect(first.headers).not.toHaveProperty('age');
    edge.forward(7);
    const second = await edge.get('/a/b.webp?bust=1');
    expect(seen(second)).toEqual([200, 'Hit', 'picture']);
    expect(second.headers).toMatchObject({
      age: '7',
      'content-length': '7',
      'content-type': 'image/webp',
      'cache-control': 'max-age=100',
      etag: '"1"',
      via: '1.1 d1.cloudfront.net (CloudFront)',
      'x-amz-cf-id': expect.stringMatching(/^[\w-]{56}$/),
    });
    expect(edge.asked.map(({ method, url }) => [method, url])).toEqual([['GET', '/my.pictures/a/b.webp']]);
  });

  it('comes from the cache even if the viewer asks for a fresh one', async () => {
    await edge.create();
    await edge.get('/a');
    const headers = { 'cache-control': 'no-cache', pragma: 'no-cache' };
    expect((await edge.get('/a', { headers })).xCache).toBe('Hit');
  });

  it('is confirmed, not fetched, when it is no longer fresh', async () => {
    edge.answer((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304, { etag: '"1"' }).end();
      else picture(request, response);
    });
    await edge.create();
    await edge.get('/a');
    edge.forward(101);
    expect(seen(await edge.get('/a'))).toEqual([200, 'RefreshHit', 'picture']);
    const again = await edge.get('/a');
    expect([again.xCache, again.headers.age]).toEqual(['Hit', '0']);
    expect(edge.asked).toHaveLength(2);
  });

  it('is replaced when the origin has another', async () => {
    await edge.create();
    await edge.get('/a');
    edge.forward(101);
    edge.answer((_, response) => response.end('another'));
    expect(seen(await edge.get('/a'))).toEqual([200, 'Miss', 'another']);
  });

  it('that many ask for at once is fetched once', async () => {
    edge.answer((request, response) => setTimeout(() => picture(request, response), 30));
    await edge.create();
    const views = await Promise.all(Array.from({ length: 20 }, () => edge.get('/a')));
    expect(views.map(({ xCache }) => xCache).sort()).toEqual([...Array<string>(19).fill('Hit'), 'Miss']);
    expect(new Set(views.map(({ body }) => body.toString()))).toEqual(new Set(['picture']));
    expect(edge.asked).toHaveLength(1);
  });

  it.each([
    ['no-store', 'Miss'],
    ['private', 'Miss'],
    ['no-cache', 'RefreshHit'],
    ['max-age=0', 'RefreshHit'],
    ['max-age=60, s-maxage=0', 'RefreshHit'],
    ['public', 'Hit'],
    ['max-age=1', 'Hit'],
  ])('of which the origin says %s is a %s the next time', async (cacheControl, result) => {
    edge.answer((request, response) => {
      if (request.headers['if-none-match']) response.writeHead(304).end();
      else response.writeHead(200, { 'cache-control': cacheControl, etag: '"1"' }).end('picture');
    });
    await edge.create();
    await edge.get('/a');
    expect((await edge.get('/a')).xCache).toBe(result);
  });

  it('outlives its origin: a stale one is better than an error', async () => {
    await edge.create();
    await edge.get('/a');
    edge.forward(101);
    edge.answer((_, response) => response.writeHead(503).end('busy'));
    expect(seen(await edge.get('/a'))).toEqual([200, 'Hit', 'picture']);
    await edge.get('/a');
    expect(edge.asked).toHaveLength(2);
    edge.forward(11);
    await edge.stopOrigin();
    expect(seen(await edge.get('/a'))).toEqual([200, 'Hit', 'picture']);
  });

  it('that is gone is gone once it is no longer fresh', async () => {
    await edge.create();
    await edge.get('/a');
    edge.forward(101);
    edge.answer((_, response) => response.writeHead(404).end('gone'));
    expect(seen(await edge.get('/a'))).toEqual([404, 'Error', 'gone']);
  });
});

describe('an error of the origin', () => {
  const errors = (status: number, headers: Record<string, string> = {}) => {
    edge.answer((_, response) => response.writeHead(status, headers).end('<Error/>'));
  };

  it('is passed on with its body and headers', async () => {
    errors(403, { 'content-type': 'application/xml' });
    await edge.create();
    const viewed = await edge.get('/a');
    expect(seen(viewed)).toEqual([403, 'Error', '<Error/>']);
    expect(viewed.headers['content-type']).toBe('application/xml');
  });

  it.each([
    ['404 for ten seconds', 404, {}, {}, 10],
    ['503 for ten seconds', 503, {}, {}, 10],
    ['403 not at all', 403, {}, {}, 0],
    ['403 for as long as the origin says', 403, { 'cache-control': 'max-age=30' }, {}, 30],
    ['404 not at all if the origin forbids it', 404, { 'cache-control': 'no-store' }, {}, 0],
    ['403 for as long as declared', 403, {}, { errorCode: 403, errorCachingMinTtl: 2 }, 2],
    ['404 for as long as declared', 404, {}, { errorCode: 404, errorCachingMinTtl: 0 }, 0],
  ])('keeps %s', async (_, status, headers, declared, seconds) => {
    errors(status, headers);
    await edge.create({ customErrorResponses: 'errorCode' in declared ? [declared] : [] });
    await edge.get('/a');
    if (seconds > 0) {
      edge.forward(seconds - 1);
      expect((await edge.get('/a')).xCache).toBe('Error');
      expect(edge.asked).toHaveLength(1);
      edge.forward(1.1);
    }
    edge.answer(picture);
    expect(seen(await edge.get('/a'))).toEqual([200, 'Miss', 'picture']);
  });

  it('is a 502 when nobody answers, and the next viewer asks again', async () => {
    await edge.create({ customErrorResponses: [{ errorCode: 502, errorCachingMinTtl: 0 }] });
    edge.answer((request) => request.socket.destroy());
    const viewed = await edge.get('/a');
    expect([viewed.status, viewed.xCache]).toEqual([502, 'Error']);
    expect(viewed.body.toString()).toContain('could not be reached');
    edge.answer(picture);
    expect((await edge.get('/a')).status).toBe(200);
  });

  it('is a 502 when the answer breaks off', async () => {
    edge.answer((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    });
    await edge.create();
    expect((await edge.get('/a')).status).toBe(502);
  });
});

describe('the cache key', () => {
  const policies = {
    none: { queryStringsConfig: { queryStringBehavior: 'none' } },
    all: { queryStringsConfig: { queryStringBehavior: 'all' } },
    whitelist: { queryStringsConfig: { queryStringBehavior: 'whitelist', queryStrings: { items: ['w'] } } },
    allExcept: { queryStringsConfig: { queryStringBehavior: 'allExcept', queryStrings: { items: ['w'] } } },
  };

  it.each([
    ['none', [], 1],
    ['all', ['w=1&h=2', 'w=1&h=3', 'w=4&h=3'], 3],
    ['whitelist', ['w=1', 'w=4'], 2],
    ['allExcept', ['h=2', 'h=3'], 2],
  ] as const)('with query strings: %s', async (name, forwarded, requests) => {
    edge.cloudfront.putCachePolicy('query', cachePolicyWith({}, policies[name]));
    await edge.create({ defaultCacheBehavior: { ...behavior, cachePolicyId: 'query' } });
    for (const query of ['w=1&h=2', 'w=1&h=3', 'w=4&h=3']) await edge.get(`/a?${query}`);
    expect(edge.asked).toHaveLength(requests);
    expect(edge.asked.map(({ url }) => url?.split('?')[1] ?? '')).toEqual(
      forwarded.length ? forwarded : [''],
    );
  });

  it('with headers', async () => {
    const headersConfig = { headerBehavior: 'whitelist', headers: { items: ['Accept-Language'] } };
    edge.cloudfront.putCachePolicy('language', cachePolicyWith({}, { headersConfig }));
    await edge.create({ defaultCacheBehavior: { ...behavior, cachePolicyId: 'language' } });
    for (const language of ['de', 'en', 'de']) {
      await edge.get('/a', { headers: { 'accept-language': language, 'x-other': String(Math.random()) } });
    }
    expect(edge.asked.map(({ headers }) => headers['accept-language'])).toEqual(['de', 'en']);
    expect(edge.asked[0]?.headers).not.toHaveProperty('x-other');
  });

  it('is the same for every spelling of a path', async () => {
    await edge.create();
    for (const path of ['/a/%7Eb(1)', '/a/~b%281%29', '/x/../a/./~b(1)']) await edge.get(path);
    expect(edge.asked.map(({ url }) => url)).toEqual(['/my.pictures/a/~b%281%29']);
  });
});

describe('what the cache holds', () => {
  it('is bounded: what nobody asked for longest leaves first', async () => {
    await edge.close();
    edge = await startEdge({ cacheBytes: 1_000_000 });
    edge.answer((_, response) => response.end(Buffer.alloc(90_000)));
    await edge.create();
    for (let n = 0; n < 30; n++) await edge.get(`/${n}`);
    expect((await edge.get('/29')).xCache).toBe('Hit');
    expect((await edge.get('/0')).xCache).toBe('Miss');
  });

  it.each([
    ['with its length', true],
    ['without', false],
  ])('is no object over an eighth of it: that is streamed, %s', async (_, withLength) => {
    await edge.close();
    edge = await startEdge({ cacheBytes: 800_000 });
    const large = Buffer.alloc(3_000_000, 'large ');
    edge.answer((request, response) => {
      const [, from] = /^bytes=(\d+)-/.exec(request.headers.range ?? '') ?? [];
      if (from !== undefined) {
        const part = large.subarray(Number(from));
        response.writeHead(206, { 'content-range': `bytes ${from}-2999999/3000000` }).end(part);
      } else {
        response.writeHead(200, withLength ? { 'content-length': large.length } : {});
        response.end(request.method === 'HEAD' ? undefined : large);
      }
    });
    await edge.create();
    for (let time = 0; time < 2; time++) {
      const viewed = await edge.get('/large');
      expect([viewed.status, viewed.xCache]).toEqual([200, 'Miss']);
      expect(digest(viewed.body)).toBe(digest(large));
    }
    const part = await edge.get('/large', { headers: { range: 'bytes=2999990-' } });
    expect([part.status, part.body.length]).toEqual([206, 10]);
    const head = await edge.get('/large', { method: 'HEAD' });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    if (withLength) expect(head.headers['content-length']).toBe('3000000');
  });

  it('a viewer who leaves in the middle of a large object ends the request to the origin', async () => {
    await edge.close();
    edge = await startEdge({ cacheBytes: 8_000 });
    let ended = 0;
    edge.answer((_, response) => {
      response.on('close', () => ended++);
      const write = () => response.write(Buffer.alloc(100_000), (error) => error ?? setImmediate(write));
      write();
    });
    await edge.create();
    const leaving = new AbortController();
    const response = await fetch(`${edge.edge.url}/endless`, { signal: leaving.signal });
    await response.body!.getReader().read();
    leaving.abort();
    for (let i = 0; i < 100 && ended < edge.asked.length; i++) await delay(20);
    expect(ended).toBe(edge.asked.length);
  });
});

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
