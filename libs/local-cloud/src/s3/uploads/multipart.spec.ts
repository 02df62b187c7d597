import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import {
  blobsOnDisk,
  startS3,
  testBucket as Bucket,
  withS3,
  type S3Harness,
} from '../../../test-support/s3-harness.ts';

const MiB = 1024 * 1024;

describe('multipart uploads', () => {
  let s3: S3Harness;
  beforeAll(async () => (s3 = await startS3()));
  afterAll(() => s3.close());

  const begin = async (Key: string, more: object = {}) => {
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    const base = { Bucket, Key, UploadId };
    return {
      base,
      part: async (PartNumber: number, Body: Buffer | string, extra: object = {}): Promise<CompletedPart> => {
        const part = { ...base, PartNumber, Body, ...extra };
        const { ETag, ChecksumCRC32, ChecksumSHA256 } = await s3.client.send(new UploadPartCommand(part));
        return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 };
      },
      complete: (Parts: CompletedPart[], extra: object = {}) =>
        s3.client.send(new CompleteMultipartUploadCommand({ ...base, MultipartUpload: { Parts }, ...extra })),
      abort: () => s3.client.send(new AbortMultipartUploadCommand(base)),
      parts: (extra: object = {}) => s3.client.send(new ListPartsCommand({ ...base, ...extra })),
    };
  };
  const read = async (Key: string) => {
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from(await Body!.transformToByteArray());
  };

  it('takes a stream of unknown length through lib-storage', async () => {
    const bytes = randomBytes(12 * MiB + 5);
    const chunks = function* () {
      for (let at = 0; at < bytes.length; at += MiB) yield bytes.subarray(at, at + MiB);
    };
    const upload = new Upload({
      client: s3.client,
      params: {
        Bucket,
        Key: 'a stream?',
        Body: Readable.from(chunks()),
        ContentType: 'image/png',
        Metadata: { a: 'b' },
        Tagging: 'k=v',
      },
      partSize: 5 * MiB,
    });
    const { ETag, Location } = await upload.done();
    expect(Location).toBe(`${s3.endpoint}/${Bucket}/a%20stream%3F`);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect((await read('a stream?')).equals(bytes)).toBe(true);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a stream?' }));
    expect(head).toMatchObject({
      ETag,
      ContentLength: bytes.length,
      ContentType: 'image/png',
      Metadata: { a: 'b' },
    });
  });

  it('joins the named parts in order and forgets the upload', async () => {
    const upload = await begin('joined');
    const last = await upload.part(7, 'end');
    await upload.part(5, 'not named');
    const first = await upload.part(2, Buffer.alloc(5 * MiB, 'a'));
    await upload.complete([first, last]);
    const bytes = await read('joined');
    expect([bytes.length, String(bytes.subarray(-4))]).toEqual([5 * MiB + 3, 'aend']);
    await expect(upload.parts()).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(upload.complete([first, last])).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('takes the later of two parts with one number', async () => {
    const upload = await begin('retaken');
    const stale = await upload.part(1, 'stale');
    const fresh = await upload.part(1, 'fresh');
    await expect(upload.complete([stale])).rejects.toMatchObject({ name: 'InvalidPart' });
    await upload.complete([fresh]);
    expect(String(await read('retaken'))).toBe('fresh');
  });

  it('shows nothing under the key before it is complete', async () => {
    const upload = await begin('pending');
    await upload.part(1, 'x');
    await expect(read('pending')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await upload.abort();
    await expect(upload.part(1, 'x')).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(read('pending')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('refuses small parts that are not the last, and says which', async () => {
    const upload = await begin('small');
    const parts = [await upload.part(1, 'x'), await upload.part(2, 'y')];
    await expect(upload.complete(parts)).rejects.toMatchObject({
      name: 'EntityTooSmall',
      PartNumber: '1',
      MinSizeAllowed: String(5 * MiB),
    });
  });

  it('refuses a list of parts that is not what was uploaded', async () => {
    const upload = await begin('wrong');
    const one = await upload.part(1, Buffer.alloc(5 * MiB));
    const two = await upload.part(2, 'y');
    const refused = (parts: CompletedPart[]) => expect(upload.complete(parts)).rejects;
    await refused([two, one]).toMatchObject({ name: 'InvalidPartOrder' });
    await refused([one, one]).toMatchObject({ name: 'InvalidPartOrder' });
    await refused([one, { ...two, PartNumber: 3 }]).toMatchObject({ name: 'InvalidPart' });
    await refused([{ ...one, ETag: two.ETag }]).toMatchObject({ name: 'InvalidPart' });
    await refused([{ ...one, ChecksumCRC32: 'AAAAAA==' }]).toMatchObject({ name: 'InvalidPart' });
    await refused([]).toMatchObject({ name: 'MalformedXML' });
    await expect(upload.complete([one, two], { MpuObjectSize: 5 })).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    await upload.complete([one, two], { MpuObjectSize: 5 * MiB + 1 });
  });

  it.each([0, -1, 10_001, 1.5])('refuses the part number %d', async (PartNumber) => {
    const upload = await begin('numbers');
    await expect(upload.part(PartNumber, 'x')).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('keeps an upload to its own key', async () => {
    const { base } = await begin('mine');
    const part = new UploadPartCommand({ ...base, Key: 'theirs', PartNumber: 1, Body: 'x' });
    await expect(s3.client.send(part)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('copies parts, whole and by range, from objects', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'big', Body: Buffer.alloc(6 * MiB, 'b') }));
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
    const { base, complete } = await begin('assembled');
    const copy = async (PartNumber: number, more: { CopySource: string; CopySourceRange?: string }) => {
      const command = new UploadPartCopyCommand({ ...base, PartNumber, ...more });
      return { PartNumber, ETag: (await s3.client.send(command)).CopyPartResult?.ETag };
    };
    const parts = [
      await copy(1, { CopySource: `${Bucket}/big` }),
      await copy(2, { CopySource: `${Bucket}/digits`, CopySourceRange: 'bytes=3-5' }),
    ];
    await complete(parts);
    expect(String((await read('assembled')).subarray(-4))).toBe('b345');
  });

  it('refuses a range that its source does not have', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'ten', Body: '0123456789' }));
    const { base } = await begin('ranges');
    for (const CopySourceRange of ['bytes=5-10', 'bytes=5-', 'bytes=6-5', 'bytes=-1']) {
      const command = { ...base, PartNumber: 1, CopySource: `${Bucket}/ten`, CopySourceRange };
      await expect(s3.client.send(new UploadPartCopyCommand(command))).rejects.toMatchObject({
        name: 'InvalidArgument',
      });
    }
  });

  describe('in lists', () => {
    it('shows the parts by number, in pages', async () => {
      const upload = await begin('listed', { ChecksumAlgorithm: 'CRC32' });
      for (const number of [3, 1, 10]) await upload.part(number, `part ${String(number)}`);
      const first = await upload.parts({ MaxParts: 2 });
      expect(first).toMatchObject({
        IsTruncated: true,
        NextPartNumberMarker: '3',
        ChecksumAlgorithm: 'CRC32',
      });
      expect(first.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
        [1, 6],
        [3, 6],
      ]);
      expect(first.Parts?.[0]?.ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
      const second = await upload.parts({ PartNumberMarker: first.NextPartNumberMarker });
      expect(second.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([10]);
      expect(second.IsTruncated).toBe(false);
    });

    it('shows the uploads of a bucket by key and time, in pages', () =>
      withS3({}, async (other) => {
        const keys = ['a', 'a', 'dir/x', 'dir/y', 'z'];
        for (const Key of keys) await other.client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
        const list = (more: object) =>
          other.client.send(new ListMultipartUploadsCommand({ Bucket, ...more }));

        const whole = await list({});
        expect(whole.Uploads?.map(({ Key }) => Key)).toEqual(keys);
        const rolledUp = await list({ Delimiter: '/' });
        expect(rolledUp.Uploads?.map(({ Key }) => Key)).toEqual(['a', 'a', 'z']);
        expect(rolledUp.CommonPrefixes).toEqual([{ Prefix: 'dir/' }]);
        expect((await list({ Prefix: 'dir/' })).Uploads).toHaveLength(2);

        for (const input of [{}, { Delimiter: '/' }]) {
          const ids: (string | undefined)[] = [];
          let markers: object | undefined = {};
          while (markers !== undefined) {
            const page = await list({ ...input, MaxUploads: 1, ...markers });
            ids.push(
              ...(page.Uploads ?? page.CommonPrefixes ?? []).map((entry) =>
                'UploadId' in entry ? entry.UploadId : 'dir/',
              ),
            );
            markers = page.IsTruncated
              ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
              : undefined;
          }
          const all = whole.Uploads?.map(({ UploadId }) => UploadId) ?? [];
          expect(ids).toEqual('Delimiter' in input ? [...all.slice(0, 2), 'dir/', all[4]] : all);
        }
      }));
  });

  it('leaves no part behind on disk', () =>
    withS3({}, async ({ client, service, dir }) => {
      const Key = 'tidy';
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const send = (PartNumber: number, Body: string) =>
        client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      await send(1, 'replaced');
      const { ETag } = await send(1, 'kept');
      await send(2, 'not named');
      const Parts = [{ PartNumber: 1, ETag }];
      await client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
      );
      const aborted = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const part = { Bucket, Key, UploadId: aborted.UploadId, PartNumber: 1, Body: 'x' };
      await client.send(new UploadPartCommand(part));
      await client.send(new AbortMultipartUploadCommand(part));
      await service.close();
      expect(blobsOnDisk(dir)).toEqual(['kept']);
    }));
});
