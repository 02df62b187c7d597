import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  type ChecksumAlgorithm,
  type ChecksumType,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

const MiB = 1024 * 1024;
/** Of the text "123456789", the check value by which CRCs are told apart; hashes by their own tools. */
const checkValues: Record<string, string> = {
  CRC32: Buffer.from('cbf43926', 'hex').toString('base64'),
  CRC32C: Buffer.from('e3069283', 'hex').toString('base64'),
  CRC64NVME: Buffer.from('ae8b14860a799888', 'hex').toString('base64'),
  SHA1: createHash('sha1').update('123456789').digest('base64'),
  SHA256: createHash('sha256').update('123456789').digest('base64'),
};
const algorithms = Object.keys(checkValues);

describe('checksums', () => {
  let s3: S3Harness;
  beforeAll(async () => (s3 = await startS3()));
  afterAll(() => s3.close());

  const head = (Key: string) =>
    s3.client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  const raw = (key: string, headers: Record<string, string>, body = '123456789') =>
    s3.send('PUT', `/${Bucket}/${key}`, { headers, body });
  const codeOf = (body: Buffer) => /<Code>(\w+)<\/Code>/.exec(String(body))?.[1];

  describe.each(algorithms)('%s', (algorithm) => {
    const value = checkValues[algorithm]!;
    const header = `x-amz-checksum-${algorithm.toLowerCase()}`;
    const member = `Checksum${algorithm}`;

    it('is computed, kept and returned', async () => {
      const put = {
        Bucket,
        Key: algorithm,
        Body: '123456789',
        ChecksumAlgorithm: algorithm as ChecksumAlgorithm,
      };
      const written = await s3.client.send(new PutObjectCommand(put));
      expect(written).toMatchObject({ [member]: value, ChecksumType: 'FULL_OBJECT' });
      expect(await head(algorithm)).toMatchObject({ [member]: value, ChecksumType: 'FULL_OBJECT' });
      const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key: algorithm }));
      expect(await Body!.transformToString()).toBe('123456789');
    });

    it('lets a right value pass and refuses a wrong one', async () => {
      expect((await raw('right', { [header]: value })).status).toBe(200);
      const wrong = Buffer.alloc(Buffer.from(value, 'base64').length).toString('base64');
      const answer = await raw('wrong', { [header]: wrong });
      expect([answer.status, codeOf(answer.body)]).toEqual([400, 'BadDigest']);
      await expect(head('wrong')).rejects.toMatchObject({ name: 'NotFound' });
    });

    it.each(['', 'AAA', '!!!!!!==', 'AAAAAAAAAAAA'])('refuses %j, which can be none', async (text) => {
      const answer = await raw('malformed', { [header]: text });
      expect([answer.status, codeOf(answer.body)]).toEqual([400, 'InvalidRequest']);
    });

    it('is verified at the end of a streamed body', async () => {
      const chunks = Readable.from([Buffer.from('1234'), Buffer.from('56789')]);
      const put = {
        Bucket,
        Key: `streamed-${algorithm}`,
        Body: chunks,
        ContentLength: 9,
        ChecksumAlgorithm: algorithm as ChecksumAlgorithm,
      };
      await s3.client.send(new PutObjectCommand(put));
      expect(await head(`streamed-${algorithm}`)).toMatchObject({ [member]: value, ContentLength: 9 });
      expect((await head(`streamed-${algorithm}`)).ContentEncoding).toBeUndefined();
    });
  });

  it('defaults to CRC64NVME when the client sends none', async () => {
    await raw('none', {});
    expect(await head('none')).toMatchObject({ ChecksumCRC64NVME: checkValues['CRC64NVME'] });
  });

  it('is returned only on request, and not with a part of the object', async () => {
    await raw('asked', {});
    const plain = await s3.send('GET', `/${Bucket}/asked`);
    const range = await s3.send('GET', `/${Bucket}/asked`, {
      headers: { 'x-amz-checksum-mode': 'ENABLED', range: 'bytes=0-1' },
    });
    for (const { headers } of [plain, range]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('x-amz-checksum'))).toEqual([]);
    }
  });

  it('verifies Content-MD5', async () => {
    const md5 = createHash('md5').update('123456789').digest('base64');
    expect((await raw('md5', { 'content-md5': md5 })).status).toBe(200);
    const zero = await raw('md5', { 'content-md5': Buffer.alloc(16).toString('base64') });
    expect([zero.status, codeOf(zero.body)]).toEqual([400, 'BadDigest']);
    const short = await raw('md5', { 'content-md5': 'AAAA' });
    expect([short.status, codeOf(short.body)]).toEqual([400, 'InvalidDigest']);
  });

  it('verifies the signed hash of the body', async () => {
    const hash = createHash('sha256').update('123456789').digest('hex');
    expect((await raw('signed', { 'x-amz-content-sha256': hash })).status).toBe(200);
    const other = await raw('signed', { 'x-amz-content-sha256': '0'.repeat(64) });
    expect([other.status, codeOf(other.body)]).toEqual([400, 'XAmzContentSHA256Mismatch']);
    const nonsense = await raw('signed', { 'x-amz-content-sha256': 'nonsense' });
    expect([nonsense.status, codeOf(nonsense.body)]).toEqual([400, 'InvalidArgument']);
  });

  it('refuses what it could not verify', async () => {
    const both = await raw('x', {
      'x-amz-checksum-crc32': checkValues['CRC32']!,
      'x-amz-checksum-sha1': checkValues['SHA1']!,
    });
    expect([both.status, codeOf(both.body)]).toEqual([400, 'InvalidRequest']);
    const unknown = await raw('x', { 'x-amz-checksum-xxhash64': 'AAAAAAAAAAA=' });
    expect([unknown.status, codeOf(unknown.body)]).toEqual([501, 'NotImplemented']);
    const missing = await raw('x', { 'x-amz-sdk-checksum-algorithm': 'CRC32' });
    expect([missing.status, codeOf(missing.body)]).toEqual([400, 'InvalidRequest']);
  });

  it('is recomputed for a copy, which is one whole object again', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'original', Body: '123456789' }));
    const copy = { Bucket, Key: 'copy', CopySource: `${Bucket}/original` };
    const { CopyObjectResult } = await s3.client.send(
      new CopyObjectCommand({ ...copy, ChecksumAlgorithm: 'SHA256' }),
    );
    expect(CopyObjectResult?.ChecksumSHA256).toBe(checkValues['SHA256']);
    expect(await head('copy')).toMatchObject({ ChecksumSHA256: checkValues['SHA256'] });
  });

  describe('of uploads in parts', () => {
    const bodies = [randomBytes(5 * MiB), randomBytes(1000)];
    const whole = Buffer.concat(bodies);
    const crc = (bytes: Buffer): Buffer => {
      const value = Buffer.alloc(4);
      value.writeUInt32BE(crc32(bytes));
      return value;
    };

    const upload = async (Key: string, algorithm?: ChecksumAlgorithm, type?: ChecksumType) => {
      const base = {
        Bucket,
        Key,
        ...(algorithm && { ChecksumAlgorithm: algorithm }),
        ...(type && { ChecksumType: type }),
      };
      const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand(base));
      const parts: CompletedPart[] = [];
      for (const [index, Body] of bodies.entries()) {
        const part = { ...base, UploadId, PartNumber: index + 1, Body };
        const { $metadata, ...sums } = await s3.client.send(new UploadPartCommand(part));
        expect($metadata.httpStatusCode).toBe(200);
        parts.push({ PartNumber: index + 1, ...sums });
      }
      return {
        parts,
        complete: (more: object = {}) =>
          s3.client.send(
            new CompleteMultipartUploadCommand({
              Bucket,
              Key,
              UploadId,
              MultipartUpload: { Parts: parts },
              ...more,
            }),
          ),
      };
    };

    it('are taken over the checksums of the parts', async () => {
      const { parts, complete } = await upload('composite', 'CRC32');
      expect(parts.map(({ ChecksumCRC32 }) => ChecksumCRC32)).toEqual(
        bodies.map((body) => crc(body).toString('base64')),
      );
      const expected = `${crc(Buffer.concat(bodies.map(crc))).toString('base64')}-2`;
      expect(await complete()).toMatchObject({ ChecksumCRC32: expected, ChecksumType: 'COMPOSITE' });
      expect(await head('composite')).toMatchObject({ ChecksumCRC32: expected, ChecksumType: 'COMPOSITE' });
      const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'composite' }));
      expect(whole.equals(await Body!.transformToByteArray())).toBe(true);
    });

    it('are taken over the whole object on request', async () => {
      const { complete } = await upload('full', 'CRC32', 'FULL_OBJECT');
      await expect(complete({ ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
      const expected = crc(whole).toString('base64');
      expect(await complete({ ChecksumCRC32: expected })).toMatchObject({
        ChecksumCRC32: expected,
        ChecksumType: 'FULL_OBJECT',
      });
    });

    it('default to CRC64NVME over the whole object', async () => {
      const { complete } = await upload('default');
      expect(await complete()).toMatchObject({
        ChecksumCRC64NVME: expect.stringMatching(/^[\w+/]{11}=$/) as string,
        ChecksumType: 'FULL_OBJECT',
      });
    });

    it('need every part to be vouched for when they are composite', async () => {
      const { parts, complete } = await upload('unvouched', 'SHA256');
      const stripped = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      await expect(complete({ MultipartUpload: { Parts: stripped } })).rejects.toMatchObject({
        name: 'InvalidRequest',
      });
      await complete();
    });

    it('must fit each other', async () => {
      const create = (ChecksumAlgorithm: ChecksumAlgorithm, ChecksumType: ChecksumType) =>
        s3.client.send(
          new CreateMultipartUploadCommand({ Bucket, Key: 'k', ChecksumAlgorithm, ChecksumType }),
        );
      await expect(create('SHA256', 'FULL_OBJECT')).rejects.toMatchObject({ name: 'InvalidRequest' });
      await expect(create('CRC64NVME', 'COMPOSITE')).rejects.toMatchObject({ name: 'InvalidRequest' });
      const { UploadId } = await create('SHA256', 'COMPOSITE');
      const part = {
        Bucket,
        Key: 'k',
        UploadId,
        PartNumber: 1,
        Body: 'x',
        ChecksumAlgorithm: 'CRC32' as const,
      };
      await expect(s3.client.send(new UploadPartCommand(part))).rejects.toMatchObject({
        name: 'InvalidRequest',
      });
    });
  });
});
