import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

const awkwardKeys = [
  'sp ace.txt',
  'plus+sign.txt',
  'per%20cent%.txt',
  'question?mark=1&b#hash',
  'a//b',
  '/leading',
  'dir/',
  '../up',
  './here',
  '..',
  'a/../../etc/passwd',
  'trailing.',
  '日本語/é.txt',
  '\u{1F4F7} photo.jpg',
  'a&b<c>"d\'.txt',
  'back\\slash',
  'tab\there',
  'line\r\nbreak',
  'escape\u001b[0m',
  'COM1',
  'semi;colon:at@',
  "!*'()~",
  'x'.repeat(1024),
  'é'.repeat(512),
];

describe('keys', () => {
  let s3: S3Harness;
  beforeAll(async () => (s3 = await startS3()));
  afterAll(() => s3.close());

  it.each(awkwardKeys)('stores, finds, lists and deletes %j', async (Key) => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: `bytes of ${Key}` }));

    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body!.transformToString()).toBe(`bytes of ${Key}`);

    const listed = await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    expect(listed.Contents?.map((object) => object.Key)).toEqual([Key]);

    const encoded = await s3.client.send(
      new ListObjectsCommand({ Bucket, Prefix: Key, EncodingType: 'url' }),
    );
    const text = encoded.Contents?.[0]?.Key ?? '';
    expect(text).toMatch(/^[\w.*/+%-]*$/);
    expect(decodeURIComponent(text.replaceAll('+', ' '))).toBe(Key);

    await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
    const after = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    expect(after.KeyCount).toBe(0);
  });

  it('takes a key exactly as it stands in the path', async () => {
    await s3.send('PUT', `/${Bucket}/../../up%2F+%20x`, { body: 'x' });
    const { Contents } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['../../up/+ x']);
  });

  it('names files on disk by chance, never by key', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: '../../../../tmp/evil', Body: 'x' }));
    const files = readdirSync(join(s3.dir, 'blobs'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) expect(file.name).toMatch(/^[0-9a-f]{32}$/);
  });

  it('refuses a key of more than 1,024 bytes', async () => {
    const write = s3.client.send(new PutObjectCommand({ Bucket, Key: `${'é'.repeat(512)}x`, Body: 'x' }));
    await expect(write).rejects.toMatchObject({
      name: 'KeyTooLongError',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each(['%', '%zz', '%ff', 'a%c3'])(
    'refuses the path %j, which is no percent-encoded UTF-8',
    async (path) => {
      const answer = await s3.send('PUT', `/${Bucket}/${path}`, { body: 'x' });
      expect(answer.status).toBe(400);
      expect(String(answer.body)).toContain('<Code>InvalidURI</Code>');
    },
  );

  it.each(['.localhost', '.s3.localhost', '.s3.amazonaws.com', '.s3.eu-central-1.amazonaws.com:80'])(
    'finds the bucket in the host name before %s',
    async (suffix) => {
      await s3.client.send(new PutObjectCommand({ Bucket, Key: 'a//b c', Body: 'virtual' }));
      const headers = { host: `${Bucket}${suffix}` };
      expect(String((await s3.send('GET', '/a//b%20c', { headers })).body)).toBe('virtual');
      expect(String((await s3.send('GET', '/?list-type=2', { headers })).body)).toContain(
        '<Key>a//b c</Key>',
      );
    },
  );

  it('does not take the service itself for a bucket', async () => {
    for (const host of ['localhost', 's3.localhost:4566', '127.0.0.1']) {
      expect(String((await s3.send('GET', '/', { headers: { host } })).body)).toContain(
        'ListAllMyBucketsResult',
      );
    }
  });
});
