import {
  CopyObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type Tag,
} from '@aws-sdk/client-s3';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

const Key = 'tagged';

describe('object tags', () => {
  let s3: S3Harness;
  beforeAll(async () => (s3 = await startS3()));
  beforeEach(() => s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })));
  afterAll(() => s3.close());

  const setTags = (TagSet: Tag[]) =>
    s3.client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
  const tags = async (key = Key) =>
    (await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: key }))).TagSet;

  it('are set, replaced, counted and deleted without touching the object', async () => {
    expect(await tags()).toEqual([]);
    const before = await s3.client.send(new HeadObjectCommand({ Bucket, Key }));
    await setTags([
      { Key: 'project', Value: 'a b+c=d' },
      { Key: 'größe', Value: '' },
    ]);
    expect(await tags()).toEqual([
      { Key: 'project', Value: 'a b+c=d' },
      { Key: 'größe', Value: '' },
    ]);
    const after = await s3.client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(after).toMatchObject({ ETag: before.ETag, ContentLength: 1, TagCount: 2 });
    await setTags([{ Key: 'only', Value: '1' }]);
    expect(await tags()).toEqual([{ Key: 'only', Value: '1' }]);
    await s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect(await tags()).toEqual([]);
  });

  it('come with an upload', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging: 'k=v%20w&empty=' }));
    expect(await tags()).toEqual([
      { Key: 'k', Value: 'v w' },
      { Key: 'empty', Value: '' },
    ]);
  });

  it('go with a copy, or are replaced', async () => {
    await setTags([{ Key: 'k', Value: 'v' }]);
    const copy = { Bucket, CopySource: `${Bucket}/${Key}` };
    await s3.client.send(new CopyObjectCommand({ ...copy, Key: 'same' }));
    expect(await tags('same')).toEqual([{ Key: 'k', Value: 'v' }]);
    await s3.client.send(
      new CopyObjectCommand({ ...copy, Key: 'other', TaggingDirective: 'REPLACE', Tagging: 'n=1' }),
    );
    expect(await tags('other')).toEqual([{ Key: 'n', Value: '1' }]);
  });

  it('belong to objects that exist', async () => {
    const missing = { Bucket, Key: 'missing' };
    await expect(tags('missing')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(
      s3.client.send(new PutObjectTaggingCommand({ ...missing, Tagging: { TagSet: [] } })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.client.send(new DeleteObjectTaggingCommand(missing))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Key: String(index), Value: '' }));

  it.each<[string, Tag[], string]>([
    ['eleven', many(11), 'BadRequest'],
    ['one without a key', [{ Key: '', Value: 'x' }], 'InvalidTag'],
    ['one with a long key', [{ Key: 'k'.repeat(129), Value: 'x' }], 'InvalidTag'],
    ['one with a long value', [{ Key: 'k', Value: 'v'.repeat(257) }], 'InvalidTag'],
    ['one with odd characters', [{ Key: 'k', Value: '<v>' }], 'InvalidTag'],
    ['one key twice', [...many(1), ...many(1)], 'InvalidTag'],
  ])('are refused: %s', async (_name, set, code) => {
    await expect(setTags(set)).rejects.toMatchObject({ name: code });
    expect(await tags()).toEqual([]);
  });

  it('are ten at most', async () => {
    await setTags(many(10));
    expect(await tags()).toHaveLength(10);
  });
});
