import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  claimedCredential,
  startS3,
  testBucket as Bucket,
  type S3Harness,
} from '../../../test-support/s3-harness.ts';

const otherEtag = '"00000000000000000000000000000000"';
const failed = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };

describe('conditional writes', () => {
  let s3: S3Harness;
  beforeAll(async () => (s3 = await startS3()));
  afterAll(() => s3.close());

  const put = (Key: string, Body: string, more: object = {}) =>
    s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const read = async (Key: string) =>
    (await s3.client.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();

  it('creates an object only where there is none', async () => {
    await put('once', 'first', { IfNoneMatch: '*' });
    await expect(put('once', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject(failed);
    expect(await read('once')).toBe('first');
  });

  it('replaces an object only as long as it is the one that was read', async () => {
    const { ETag } = await put('versioned', 'first');
    await expect(put('versioned', 'second', { IfMatch: otherEtag })).rejects.toMatchObject(failed);
    await put('versioned', 'third', { IfMatch: ETag });
    await expect(put('versioned', 'fourth', { IfMatch: ETag })).rejects.toMatchObject(failed);
    expect(await read('versioned')).toBe('third');
  });

  it('replaces nothing where there is nothing', async () => {
    await expect(put('absent', 'x', { IfMatch: otherEtag })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('knows no other condition on a write', async () => {
    await expect(put('odd', 'x', { IfNoneMatch: otherEtag })).rejects.toMatchObject({
      name: 'NotImplemented',
    });
    await expect(put('odd', 'x', { IfNoneMatch: '*', IfMatch: otherEtag })).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });

  it('lets exactly one of many racing writers win', async () => {
    const writers = Array.from({ length: 20 }, (_, index) =>
      put('race', `writer ${String(index)}`, { IfNoneMatch: '*' }),
    );
    const outcomes = await Promise.allSettled(writers);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await read('race')).toBe(`writer ${String(winner)}`);
  });

  it('refuses a write that cannot succeed without waiting for its body', async () => {
    await put('present', 'x');
    const headers = { authorization: claimedCredential, 'if-none-match': '*', 'content-length': 1 };
    const early = request(`${s3.endpoint}/${Bucket}/present`, { method: 'PUT', headers });
    early.flushHeaders();
    const [{ statusCode }] = (await once(early, 'response')) as [IncomingMessage];
    expect(statusCode).toBe(412);
    early.end('y');
  });

  it('weighs the condition of a slow upload when its body has arrived', async () => {
    const headers = { authorization: claimedCredential, 'if-none-match': '*', 'content-length': 2 };
    const arrived = s3.requestArrived();
    const slow = request(`${s3.endpoint}/${Bucket}/slow`, { method: 'PUT', headers });
    const answer = once(slow, 'response') as Promise<[IncomingMessage]>;
    slow.write('a');
    await arrived;
    await put('slow', 'quick');
    slow.end('b');
    const [{ statusCode }] = await answer;
    expect(statusCode).toBe(412);
    expect(await read('slow')).toBe('quick');
  });

  it('copies under the same conditions', async () => {
    await put('source', 'bytes');
    const copy = (more: object) =>
      s3.client.send(
        new CopyObjectCommand({ Bucket, Key: 'target', CopySource: `${Bucket}/source`, ...more }),
      );
    await copy({ IfNoneMatch: '*' });
    await expect(copy({ IfNoneMatch: '*' })).rejects.toMatchObject(failed);
    await expect(copy({ IfMatch: otherEtag })).rejects.toMatchObject(failed);
  });

  it('completes an upload of parts under the same conditions, and keeps it when they fail', async () => {
    await put('parts', 'before');
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    const part = { Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'after' };
    const { ETag } = await s3.client.send(new UploadPartCommand(part));
    const complete = (more: object) =>
      s3.client.send(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key: 'parts',
          UploadId,
          MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
          ...more,
        }),
      );
    await expect(complete({ IfNoneMatch: '*' })).rejects.toMatchObject(failed);
    expect(await read('parts')).toBe('before');
    await complete({});
    expect(await read('parts')).toBe('after');
  });

  it('deletes an object only as long as it is the one that was read', async () => {
    const { ETag } = await put('doomed', 'x');
    const remove = (IfMatch: string) =>
      s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'doomed', IfMatch }));
    await expect(remove(otherEtag)).rejects.toMatchObject(failed);
    expect(await read('doomed')).toBe('x');
    await remove(ETag!);
    await expect(read('doomed')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('answers for each object when many are deleted under conditions', async () => {
    const { ETag } = await put('kept', 'x');
    await put('dropped', 'x');
    const Objects = [
      { Key: 'kept', ETag: otherEtag },
      { Key: 'dropped', ETag },
    ];
    const { Deleted, Errors } = await s3.client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
    );
    expect(Deleted).toEqual([{ Key: 'dropped' }]);
    expect(Errors).toMatchObject([{ Key: 'kept', Code: 'PreconditionFailed' }]);
    expect(await read('kept')).toBe('x');
  });
});
