import {
  ListObjectsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  type ListObjectsCommandOutput,
} from '@aws-sdk/client-s3';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

const keys = [
  'asdf',
  'boo/bar',
  'boo/baz/xyzzy',
  'cquux/bla',
  'cquux/thud',
  'foo',
  '\u{FFFD}-before-astral',
  '\u{1F4F7}-astral',
];

describe('listings', () => {
  let s3: S3Harness;
  beforeAll(async () => {
    s3 = await startS3({ buckets: [Bucket, 'empty'] });
    for (const Key of keys) {
      await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: Key, StorageClass: 'STANDARD_IA' }));
    }
  });
  afterAll(() => s3.close());

  const list = async (input: object) => {
    const page = await s3.client.send(new ListObjectsV2Command({ Bucket, ...input }));
    return {
      keys: page.Contents?.map(({ Key }) => Key) ?? [],
      prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
      truncated: page.IsTruncated,
      token: page.NextContinuationToken,
      count: page.KeyCount,
    };
  };

  it('lists keys in the order of their UTF-8 bytes', async () => {
    const ascending = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(ascending).not.toEqual([...keys].sort());
    expect(await list({})).toMatchObject({ keys: ascending, truncated: false, token: undefined });
  });

  it('describes each object', async () => {
    const { Contents } = await s3.client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'asdf', FetchOwner: true }),
    );
    expect(Contents).toEqual([
      {
        Key: 'asdf',
        Size: 4,
        ETag: '"912ec803b2ce49e4a541068d495ab570"',
        LastModified: expect.any(Date) as Date,
        StorageClass: 'STANDARD_IA',
        ChecksumAlgorithm: ['CRC32'],
        ChecksumType: 'FULL_OBJECT',
        Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      },
    ]);
  });

  it('rolls keys up into common prefixes', async () => {
    expect(await list({ Delimiter: '/' })).toMatchObject({
      keys: ['asdf', 'foo', '\u{FFFD}-before-astral', '\u{1F4F7}-astral'],
      prefixes: ['boo/', 'cquux/'],
      count: 6,
    });
    expect(await list({ Delimiter: '/', Prefix: 'boo/' })).toMatchObject({
      keys: ['boo/bar'],
      prefixes: ['boo/baz/'],
    });
    expect(await list({ Delimiter: 'u', Prefix: 'cq' })).toMatchObject({ keys: [], prefixes: ['cqu'] });
  });

  it('starts after a key', async () => {
    expect((await list({ StartAfter: 'cquux/bla', MaxKeys: 2 })).keys).toEqual(['cquux/thud', 'foo']);
    expect((await list({ StartAfter: 'b', Prefix: 'boo/', Delimiter: '/' })).prefixes).toEqual(['boo/baz/']);
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 1000])('pages by %i, with and without a delimiter', async (pageSize) => {
    for (const input of [
      { Bucket },
      { Bucket, Delimiter: '/' },
      { Bucket, Prefix: 'boo/', Delimiter: '/' },
    ]) {
      const whole = await list(input);
      const paged = { keys: [] as (string | undefined)[], prefixes: [] as (string | undefined)[] };
      for await (const page of paginateListObjectsV2({ client: s3.client, pageSize }, input)) {
        expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
        expect(page.MaxKeys).toBe(pageSize);
        paged.keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
        paged.prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      }
      expect(paged).toEqual({ keys: whole.keys, prefixes: whole.prefixes });
    }
  });

  it.each([1, 2, 3])('pages the first version of the listing by %i', async (MaxKeys) => {
    const entries: (string | undefined)[] = [];
    let Marker: string | undefined;
    for (;;) {
      const page: ListObjectsCommandOutput = await s3.client.send(
        new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys, ...(Marker && { Marker }) }),
      );
      entries.push(...(page.Contents ?? []).map(({ Key }) => Key));
      entries.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      if (!page.IsTruncated) break;
      Marker = page.NextMarker;
    }
    expect(entries).toHaveLength(6);
    expect(new Set(entries)).toEqual(
      new Set(['asdf', 'boo/', 'cquux/', 'foo', '\u{FFFD}-before-astral', '\u{1F4F7}-astral']),
    );
  });

  it('names no next marker without a delimiter, as S3 does', async () => {
    const page = await s3.client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2 }));
    expect([page.IsTruncated, page.NextMarker]).toEqual([true, undefined]);
    const next = await s3.client.send(new ListObjectsCommand({ Bucket, Marker: page.Contents?.[1]?.Key }));
    expect(next.Contents?.[0]?.Key).toBe('boo/baz/xyzzy');
  });

  it('gives nothing for nothing', async () => {
    expect(await list({ Bucket: 'empty' })).toMatchObject({
      keys: [],
      prefixes: [],
      count: 0,
      truncated: false,
    });
    expect(await list({ MaxKeys: 0 })).toMatchObject({ keys: [], count: 0, truncated: false });
    expect(await list({ Prefix: 'nothing/' })).toMatchObject({ keys: [], count: 0, truncated: false });
  });

  it('refuses parameters that make no sense', async () => {
    await expect(list({ ContinuationToken: 'made up!' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    for (const query of ['max-keys=-1', 'max-keys=ten', 'encoding-type=base64']) {
      const answer = await s3.send('GET', `/${Bucket}?list-type=2&${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });

  it('never returns more than a thousand keys', async () => {
    const answer = await s3.send('GET', `/${Bucket}?list-type=2&max-keys=5000`);
    expect(String(answer.body)).toContain('<MaxKeys>1000</MaxKeys>');
  });
});
