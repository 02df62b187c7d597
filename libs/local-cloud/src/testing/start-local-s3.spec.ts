import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { rootCredentials, type Credentials } from '../iam/credential-store.ts';
import { startLocalS3, type LocalS3 } from './start-local-s3.ts';

describe('the local S3 alone', () => {
  let s3: LocalS3;
  beforeAll(async () => {
    s3 = await startLocalS3(['photos', 'thumbnails']);
  });
  afterAll(() => s3.close());

  const put = async (bucket: string, credentials: Credentials = s3.credentials): Promise<void> => {
    const { endpoint, region } = s3;
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 });
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'a.txt', Body: bucket }));
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'a.txt' }));
    expect(await body?.transformToString()).toBe(bucket);
    client.destroy();
  };

  it('keeps objects in the buckets that it was given, and knows no others', async () => {
    await put('photos');
    await put('thumbnails');
    await expect(put('others')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('takes no key but its own: that of the local cloud is public knowledge', async () => {
    await expect(put('photos', rootCredentials)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    const other = await startLocalS3([]);
    await other.close();
    await expect(put('photos', other.credentials)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  });

  it('refuses the names that S3 refuses, and answers nobody once it is closed', async () => {
    const other = await startLocalS3(['photos']);
    await other.close();
    await expect(fetch(other.endpoint)).rejects.toThrow();
    await expect(startLocalS3(['Not a bucket'])).rejects.toMatchObject({ code: 'invalid-bucket-name' });
  });
});
