import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

const text = '0123456789';
const otherEtag = '"00000000000000000000000000000000"';

describe('reads', () => {
  let s3: S3Harness;
  let etag: string;
  let modified: number;
  beforeAll(async () => {
    s3 = await startS3();
    const put = { Bucket, Key: 'digits', Body: text, ContentType: 'text/plain', CacheControl: 'no-cache' };
    etag = (await s3.client.send(new PutObjectCommand(put))).ETag!;
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'digits' }));
    modified = head.LastModified!.getTime();
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: new Uint8Array() }));
  });
  afterAll(() => s3.close());

  const get = (headers: Record<string, string>, target = 'digits', method = 'GET') =>
    s3.send(method, `/${Bucket}/${target}`, { headers });

  describe('of ranges', () => {
    it.each([
      ['bytes=1-3', '123', 'bytes 1-3/10'],
      ['bytes=0-0', '0', 'bytes 0-0/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
      ['bytes=-100', text, 'bytes 0-9/10'],
      ['bytes=8-100', '89', 'bytes 8-9/10'],
    ])('gives %s', async (range, expected, contentRange) => {
      const answer = await get({ range });
      expect([answer.status, String(answer.body)]).toEqual([206, expected]);
      expect(answer.headers).toMatchObject({
        'content-range': contentRange,
        'content-length': String(expected.length),
        'content-type': 'text/plain',
        etag,
      });
      const head = await get({ range }, 'digits', 'HEAD');
      expect([head.status, head.headers['content-range'], head.body.length]).toEqual([206, contentRange, 0]);
    });

    it.each(['bytes=10-', 'bytes=-0', 'bytes=100-200'])('refuses %s by 416', async (range) => {
      const answer = await get({ range });
      expect(answer.status).toBe(416);
      expect(answer.headers['content-range']).toBe('bytes */10');
      expect(String(answer.body)).toMatch(/<Code>InvalidRange<\/Code>.*<ActualObjectSize>10</);
    });

    it('refuses any range of an empty object', async () => {
      expect((await get({ range: 'bytes=0-' }, 'empty')).status).toBe(416);
    });

    it.each(['bytes=5-2', 'bytes=a-b', 'bytes=-', 'bytes=0-1,4-5', 'items=0-1', 'bytes 0-1'])(
      'gives the whole object for %s',
      async (range) => {
        const answer = await get({ range });
        expect([answer.status, String(answer.body)]).toEqual([200, text]);
      },
    );
  });

  describe('under conditions', () => {
    const before = () => new Date(modified - 1000).toUTCString();
    const at = () => new Date(modified).toUTCString();
    const after = () => new Date(modified + 1000).toUTCString();
    const cases: [string, () => Record<string, string>, number][] = [
      ['If-Match of its ETag', () => ({ 'if-match': etag }), 200],
      ['If-Match of its ETag without quotes', () => ({ 'if-match': etag.replaceAll('"', '') }), 200],
      ['If-Match of a list with its ETag', () => ({ 'if-match': `${otherEtag}, ${etag}` }), 200],
      ['If-Match of anything', () => ({ 'if-match': '*' }), 200],
      ['If-Match of another ETag', () => ({ 'if-match': otherEtag }), 412],
      ['If-None-Match of its ETag', () => ({ 'if-none-match': etag }), 304],
      ['If-None-Match of its weak ETag', () => ({ 'if-none-match': `W/${etag}` }), 304],
      ['If-None-Match of anything', () => ({ 'if-none-match': '*' }), 304],
      ['If-None-Match of another ETag', () => ({ 'if-none-match': otherEtag }), 200],
      ['If-Modified-Since before', () => ({ 'if-modified-since': before() }), 200],
      ['If-Modified-Since that second', () => ({ 'if-modified-since': at() }), 304],
      ['If-Modified-Since no date', () => ({ 'if-modified-since': 'yesterday' }), 200],
      ['If-Unmodified-Since before', () => ({ 'if-unmodified-since': before() }), 412],
      ['If-Unmodified-Since that second', () => ({ 'if-unmodified-since': at() }), 200],
      [
        'If-Match true, If-Unmodified-Since false',
        () => ({ 'if-match': etag, 'if-unmodified-since': before() }),
        200,
      ],
      [
        'If-None-Match false, If-Modified-Since true',
        () => ({ 'if-none-match': etag, 'if-modified-since': before() }),
        304,
      ],
      [
        'If-None-Match true, If-Modified-Since false',
        () => ({ 'if-none-match': otherEtag, 'if-modified-since': after() }),
        200,
      ],
    ];

    it.each(cases)('%s', async (_name, headers, status) => {
      for (const method of ['GET', 'HEAD']) {
        const answer = await get(headers(), 'digits', method);
        expect(answer.status).toBe(status);
        if (status === 200) expect(String(answer.body)).toBe(method === 'GET' ? text : '');
        if (status === 304) {
          expect(answer.headers).toMatchObject({ etag, 'cache-control': 'no-cache' });
          expect(answer.body).toHaveLength(0);
        }
      }
    });
  });

  it('lets the reader set headers of the answer', async () => {
    const answer = await s3.client.send(
      new GetObjectCommand({
        Bucket,
        Key: 'digits',
        ResponseContentType: 'application/json',
        ResponseContentDisposition: 'attachment; filename="a b.txt"',
        ResponseCacheControl: 'max-age=1',
        ResponseContentLanguage: 'fr',
      }),
    );
    expect(answer).toMatchObject({
      ContentType: 'application/json',
      ContentDisposition: 'attachment; filename="a b.txt"',
      CacheControl: 'max-age=1',
      ContentLanguage: 'fr',
    });
    await answer.Body!.transformToString();
  });

  it('refuses a header value that would break out of its header', async () => {
    const answer = await get({}, `digits?response-content-type=${encodeURIComponent('a\r\nset-cookie: b')}`);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([400, undefined]);
  });

  it('knows the only version of an object as null', async () => {
    expect((await get({}, 'digits?versionId=null')).status).toBe(200);
    expect((await get({}, 'digits?versionId=42')).status).toBe(400);
  });
});
