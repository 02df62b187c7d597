import { PutObjectCommand } from '@aws-sdk/client-s3';
import { parseBucketCors } from '../bucket-inputs.ts';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

const rule = {
  allowedOrigins: ['https://*.example.com', 'http://localhost:4200'],
  allowedMethods: ['GET' as const, 'PUT' as const],
  allowedHeaders: ['content-type', 'x-amz-*', 'a-*-a'],
  exposeHeaders: ['ETag'],
  maxAgeSeconds: 600,
};

describe('cross-origin requests', () => {
  let s3: S3Harness;
  beforeAll(async () => {
    s3 = await startS3({ buckets: [Bucket, 'closed', 'open'] });
    s3.service.putCors(Bucket, [rule]);
    s3.service.putCors('open', [{ allowedOrigins: ['*'], allowedMethods: ['GET'] }]);
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'a.txt', Body: 'x' }));
  });
  afterAll(() => s3.close());

  const preflight = (headers: Record<string, string>, bucket = Bucket) =>
    s3.send('OPTIONS', `/${bucket}/a.txt`, { anonymous: true, headers });
  const asking = (origin: string, method: string, headers?: string) => ({
    origin,
    'access-control-request-method': method,
    ...(headers !== undefined && { 'access-control-request-headers': headers }),
  });

  it('are allowed in advance by a rule, without credentials', async () => {
    const answer = await preflight(asking('https://app.example.com', 'PUT', 'Content-Type, X-Amz-Meta-A'));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'content-type, x-amz-meta-a',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '600',
      'access-control-allow-credentials': 'true',
      vary: expect.stringContaining('Origin') as string,
    });
  });

  it.each([
    ['another origin', asking('https://example.org', 'PUT')],
    ['an origin that only looks alike', asking('https://app.example.com.evil.org', 'PUT')],
    ['another method', asking('http://localhost:4200', 'DELETE')],
    ['a header too short for its pattern', asking('http://localhost:4200', 'PUT', 'a-a')],
    ['another header', asking('http://localhost:4200', 'PUT', 'content-type, authorization')],
  ])('are refused in advance from %s', async (_name, headers) => {
    const answer = await preflight(headers);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    expect(String(answer.body)).toContain('<Code>AccessForbidden</Code>');
  });

  it('are refused where there are no rules', async () => {
    const answer = await preflight(asking('http://localhost:4200', 'GET'), 'closed');
    expect([answer.status, String(answer.body)]).toEqual([
      403,
      expect.stringContaining('CORS is not enabled'),
    ]);
  });

  it('must say where they come from', async () => {
    expect((await preflight({})).status).toBe(400);
  });

  it('can be read by the page, errors too', async () => {
    for (const [key, status] of [
      ['a.txt', 200],
      ['missing', 404],
    ] as const) {
      const answer = await s3.send('GET', `/${Bucket}/${key}`, {
        headers: { origin: 'http://localhost:4200' },
      });
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([
        status,
        'http://localhost:4200',
      ]);
    }
    const stranger = await s3.send('GET', `/${Bucket}/a.txt`, { headers: { origin: 'http://localhost:1' } });
    expect([stranger.status, stranger.headers['access-control-allow-origin']]).toEqual([200, undefined]);
  });

  it('from anywhere get no leave to send credentials', async () => {
    const answer = await preflight(asking('https://example.org', 'GET'), 'open');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each([
    ['an unknown method', { ...rule, allowedMethods: ['PATCH'] }],
    ['two wildcards', { ...rule, allowedOrigins: ['*.*'] }],
    ['a misspelt option', { ...rule, maxAge: 1 }],
    ['no origin', { ...rule, allowedOrigins: [] }],
  ])('cannot be configured with %s', (_name, wrong) => {
    expect(() => parseBucketCors({ bucket: Bucket, corsRules: [wrong] })).toThrow(
      expect.objectContaining({
        code: 'unsupported-input',
        message: expect.stringContaining('corsRules.0.') as string,
      }) as Error,
    );
  });
});
