import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  CreateMultipartUploadCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

describe('presigned URLs', () => {
  let s3: S3Harness;
  beforeAll(async () => (s3 = await startS3()));
  afterAll(() => s3.close());

  it('let anybody who has one read an object', async () => {
    const Key = 'sp ace+&é.txt';
    await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
    const command = new GetObjectCommand({
      Bucket,
      Key,
      ResponseContentDisposition: 'attachment; filename="é.txt"',
    });
    const answer = await fetch(await getSignedUrl(s3.client, command));
    expect([answer.status, await answer.text()]).toEqual([200, 'hello']);
    const disposition = Buffer.from(answer.headers.get('content-disposition') ?? '', 'latin1').toString();
    expect(disposition).toBe('attachment; filename="é.txt"');
  });

  it('let anybody who has one upload an object, with the headers that the URL carries', async () => {
    const command = new PutObjectCommand({
      Bucket,
      Key: 'uploaded',
      ContentType: 'image/jpeg',
      Metadata: { uploader: 'browser' },
      Tagging: 'a=b',
    });
    const url = await getSignedUrl(s3.client, command);
    // The checksum of no body at all, which S3 takes no notice of.
    expect(url).toContain('x-amz-checksum-crc32=AAAAAA');
    const answer = await fetch(url, {
      method: 'PUT',
      body: 'photo',
      headers: { 'content-type': 'image/jpeg' },
    });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'uploaded' }));
    expect(head).toMatchObject({
      ContentLength: 5,
      ContentType: 'image/jpeg',
      Metadata: { uploader: 'browser' },
      TagCount: 1,
    });
  });

  it('let anybody who has one upload a part', async () => {
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    const command = new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber: 1 });
    const answer = await fetch(await getSignedUrl(s3.client, command), { method: 'PUT', body: 'part' });
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"f4c9385f1902f7334b00b9b4ecd164de"']);
  });
});
