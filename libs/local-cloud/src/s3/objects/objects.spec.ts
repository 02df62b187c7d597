import { randomBytes } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

describe('objects', () => {
  let s3: S3Harness;
  beforeAll(async () => (s3 = await startS3({ buckets: [Bucket, 'archive'] })));
  afterAll(() => s3.close());

  const put = (Key: string, Body: string | Buffer, more: object = {}) =>
    s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = async (Key: string, more: object = {}) => {
    const answer = await s3.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...answer, text: await answer.Body!.transformToString() };
  };

  it('returns the bytes and headers that were put', async () => {
    const written = await put('a.txt', 'hello', {
      ContentType: 'text/plain',
      CacheControl: 'public, max-age=31536000, immutable',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentLanguage: 'de',
      Expires: new Date('2030-01-01T00:00:00Z'),
      Metadata: { camera: 'X100V' },
    });
    expect(written.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await get('a.txt')).toMatchObject({
      text: 'hello',
      ETag: written.ETag,
      ContentLength: 5,
      ContentType: 'text/plain',
      CacheControl: 'public, max-age=31536000, immutable',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentLanguage: 'de',
      ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
      Metadata: { camera: 'X100V' },
      AcceptRanges: 'bytes',
    });
  });

  it('tells the same of an object by HEAD as by GET, but for the bytes', async () => {
    await put('head.txt', 'hello', { Metadata: { a: 'b' } });
    const { $metadata, Body, ...got } = await s3.client.send(
      new GetObjectCommand({ Bucket, Key: 'head.txt' }),
    );
    await Body!.transformToString();
    const { $metadata: headMetadata, ...head } = await s3.client.send(
      new HeadObjectCommand({ Bucket, Key: 'head.txt', ChecksumMode: 'ENABLED' }),
    );
    expect(head).toEqual(got);
    expect(headMetadata.httpStatusCode).toBe($metadata.httpStatusCode);
  });

  it('gives an object without a type the type S3 gives it', async () => {
    const answer = await s3.send('PUT', `/${Bucket}/typeless`, { body: 'x' });
    expect(answer.status).toBe(200);
    expect((await s3.send('GET', `/${Bucket}/typeless`)).headers['content-type']).toBe('binary/octet-stream');
  });

  it('keeps an empty object', async () => {
    await put('empty', Buffer.alloc(0));
    expect(await get('empty')).toMatchObject({ text: '', ContentLength: 0 });
  });

  it('replaces an object with its headers and tags', async () => {
    await put('again', 'first', { Metadata: { old: '1' }, Tagging: 'a=b' });
    await put('again', 'second');
    const answer = await get('again');
    expect(answer).toMatchObject({ text: 'second', Metadata: {} });
    expect(answer.TagCount).toBeUndefined();
  });

  it('deletes objects, and is content when there is none', async () => {
    await put('gone', 'x');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await expect(get('gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
  });

  it('deletes many objects at once, and tells of each', async () => {
    const keys = ['many/1', 'many/&<>"\'', 'many/ \r\n', 'many/日本', 'many/missing'];
    for (const key of keys.slice(0, 4)) await put(key, 'x');
    const Delete = { Objects: keys.map((Key) => ({ Key })) };
    const { Deleted, Errors } = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(keys);
    expect(Errors).toBeUndefined();
    for (const key of keys) await expect(get(key)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('deletes many objects quietly when asked to', async () => {
    await put('quiet', 'x');
    const Delete = { Objects: [{ Key: 'quiet' }], Quiet: true };
    const { Deleted } = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted).toBeUndefined();
    await expect(get('quiet')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('refuses more than a thousand keys in one call', async () => {
    const Delete = { Objects: Array.from({ length: 1001 }, (_, index) => ({ Key: String(index) })) };
    await expect(s3.client.send(new DeleteObjectsCommand({ Bucket, Delete }))).rejects.toMatchObject({
      name: 'MalformedXML',
    });
  });

  it('refuses to delete many by a list whose integrity cannot be checked', async () => {
    const body = '<Delete><Object><Key>a.txt</Key></Object></Delete>';
    const answer = await s3.send('POST', `/${Bucket}?delete`, { body });
    expect([answer.status, String(answer.body)]).toEqual([400, expect.stringContaining('InvalidRequest')]);
  });

  describe('copies', () => {
    const copy = (CopySource: string, Key: string, more: object = {}) =>
      s3.client.send(new CopyObjectCommand({ Bucket, CopySource, Key, ...more }));

    it('copies bytes, headers and tags', async () => {
      const source = await put('source é+.txt', 'bytes', {
        ContentType: 'text/plain',
        Metadata: { a: 'b' },
        Tagging: 'k=v',
      });
      const { CopyObjectResult } = await copy(
        `${Bucket}/${encodeURIComponent('source é+.txt')}`,
        'copy é+.txt',
      );
      expect(CopyObjectResult?.ETag).toBe(source.ETag);
      expect(await get('copy é+.txt')).toMatchObject({
        text: 'bytes',
        ContentType: 'text/plain',
        Metadata: { a: 'b' },
        TagCount: 1,
      });
    });

    it('copies from another bucket', async () => {
      await s3.client.send(new PutObjectCommand({ Bucket: 'archive', Key: 'x', Body: 'archived' }));
      await copy('/archive/x', 'from-archive');
      expect((await get('from-archive')).text).toBe('archived');
    });

    it('replaces headers and tags on request, also of the object itself', async () => {
      await put('itself', 'bytes', { Metadata: { old: '1' }, Tagging: 'old=1' });
      await copy(`${Bucket}/itself`, 'itself', {
        MetadataDirective: 'REPLACE',
        Metadata: { fresh: '1' },
        ContentType: 'image/webp',
        TaggingDirective: 'REPLACE',
      });
      const answer = await get('itself');
      expect(answer).toMatchObject({ text: 'bytes', Metadata: { fresh: '1' }, ContentType: 'image/webp' });
      expect(answer.TagCount).toBeUndefined();
    });

    it('refuses a copy of an object to itself that would change nothing', async () => {
      await put('same', 'x');
      await expect(copy(`${Bucket}/same`, 'same')).rejects.toMatchObject({ name: 'InvalidRequest' });
    });

    it('refuses a source that is missing, unreadable or fails its conditions', async () => {
      await put('conditional', 'x');
      await expect(copy(`${Bucket}/nothing`, 'y')).rejects.toMatchObject({ name: 'NoSuchKey' });
      await expect(copy('nowhere/nothing', 'y')).rejects.toMatchObject({ name: 'NoSuchBucket' });
      await expect(copy('only-a-bucket', 'y')).rejects.toMatchObject({ name: 'InvalidArgument' });
      await expect(copy(`${Bucket}/conditional?versionId=7`, 'y')).rejects.toMatchObject({
        name: 'InvalidArgument',
      });
      const failing = { CopySourceIfMatch: '"00000000000000000000000000000000"' };
      await expect(copy(`${Bucket}/conditional`, 'y', failing)).rejects.toMatchObject({
        name: 'PreconditionFailed',
      });
      await expect(get('y')).rejects.toMatchObject({ name: 'NoSuchKey' });
    });
  });

  it('streams a large object without change', async () => {
    const bytes = randomBytes(8 * 1024 * 1024 + 7);
    await put('large.bin', bytes);
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'large.bin' }));
    expect(bytes.equals(await Body!.transformToByteArray())).toBe(true);
  });
});
