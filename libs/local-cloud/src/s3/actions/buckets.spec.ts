import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  paginateListBuckets,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { startS3, testBucket, testRegion, withS3, type S3Harness } from '../../../test-support/s3-harness.ts';

describe('buckets', () => {
  let s3: S3Harness;
  beforeAll(
    async () => (s3 = await startS3({ buckets: ['raw-images-dev', 'archive', 'processed-images-dev'] })),
  );
  afterAll(() => s3.close());

  it('are those that the program declares', async () => {
    const names = ['archive', 'processed-images-dev', 'raw-images-dev'];
    const { Buckets, Owner } = await s3.client.send(new ListBucketsCommand());
    expect(Buckets).toEqual(
      names.map((Name) => ({ Name, BucketRegion: testRegion, CreationDate: expect.any(Date) as Date })),
    );
    expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });

  it('are listed by prefix and in pages', async () => {
    const { Buckets } = await s3.client.send(new ListBucketsCommand({ Prefix: 'raw-' }));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['raw-images-dev']);
    const pages: (string | undefined)[][] = [];
    for await (const page of paginateListBuckets({ client: s3.client, pageSize: 2 }, {})) {
      pages.push((page.Buckets ?? []).map(({ Name }) => Name));
    }
    expect(pages).toEqual([['archive', 'processed-images-dev'], ['raw-images-dev']]);
    const elsewhere = await s3.client.send(new ListBucketsCommand({ BucketRegion: 'us-west-1' }));
    expect(elsewhere.Buckets ?? []).toEqual([]);
  });

  it('tell that they exist and where', async () => {
    expect(await s3.client.send(new HeadBucketCommand({ Bucket: 'archive' }))).toMatchObject({
      BucketRegion: testRegion,
    });
    const { LocationConstraint } = await s3.client.send(new GetBucketLocationCommand({ Bucket: 'archive' }));
    expect(LocationConstraint).toBe(testRegion);
  });

  it('keep no versions', async () => {
    const versioning = await s3.client.send(new GetBucketVersioningCommand({ Bucket: 'archive' }));
    expect(versioning.Status).toBeUndefined();
  });

  it('that the program does not declare do not exist', async () => {
    await expect(s3.client.send(new HeadBucketCommand({ Bucket: 'nowhere' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    const put = new PutObjectCommand({ Bucket: 'nowhere', Key: 'a', Body: 'x' });
    await expect(s3.client.send(put)).rejects.toMatchObject({ name: 'NoSuchBucket', BucketName: 'nowhere' });
  });

  it('are neither created nor deleted by calls, which say what to do instead', async () => {
    await expect(s3.client.send(new CreateBucketCommand({ Bucket: 'archive' }))).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    await expect(s3.client.send(new CreateBucketCommand({ Bucket: 'another' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('Declare the bucket in the Pulumi program') as string,
    });
    await expect(s3.client.send(new DeleteBucketCommand({ Bucket: 'archive' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('Remove the bucket from the Pulumi program') as string,
    });
    expect((await s3.client.send(new ListBucketsCommand())).Buckets).toHaveLength(3);
  });

  it('keep their objects and their age while they are not declared', () =>
    withS3({}, async (first) => {
      await first.client.send(new PutObjectCommand({ Bucket: testBucket, Key: 'kept', Body: 'x' }));
      const before = await first.client.send(new ListBucketsCommand());
      await first.service.close();
      await withS3({ dir: first.dir, buckets: [] }, async ({ client }) => {
        expect((await client.send(new ListBucketsCommand())).Buckets ?? []).toEqual([]);
        const head = new HeadObjectCommand({ Bucket: testBucket, Key: 'kept' });
        await expect(client.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
      });
      await withS3({ dir: first.dir }, async ({ client }) => {
        await client.send(new HeadObjectCommand({ Bucket: testBucket, Key: 'kept' }));
        expect((await client.send(new ListBucketsCommand())).Buckets).toEqual(before.Buckets);
      });
    }));

  it.each([
    'ab',
    'Upper',
    'under_score',
    '-a-',
    'a..b',
    '192.168.0.1',
    'xn--a',
    'a-s3alias',
    'a'.repeat(64),
    '',
  ])('cannot be called %j', (name) => {
    expect(() => s3.service.createBucket(name)).toThrow(
      expect.objectContaining({ code: 'invalid-bucket-name' }) as Error,
    );
  });

  it('must exist before they are configured', () => {
    const unknown = expect.objectContaining({ code: 'unknown-bucket' }) as Error;
    expect(() => s3.service.putNotifications('nowhere', [])).toThrow(unknown);
    expect(() => s3.service.putCors('nowhere', [])).toThrow(unknown);
  });
});
