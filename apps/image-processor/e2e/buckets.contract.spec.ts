import { GetObjectCommand, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';
import { startLocalS3 } from '@image-pipeline/local-cloud/testing';
import { createHash } from 'node:crypto';
import { createS3SourceObjects, type SourceObjects } from '../src/source-objects.ts';
import { createInMemoryProcessedBucket, createInMemoryRawBucket } from '../src/testing/in-memory-buckets.ts';
import { createS3VariantStore, type VariantStore } from '../src/variant-store.ts';
import { startFaultyProxy, type Fault } from './faulty-proxy.ts';
import { startIndependentS3 } from './independent-s3.ts';
import { buckets, s3ClientOf, type S3Server } from './s3-server.ts';

/** Both buckets of one kind, and what a test has to do around them. */
interface Buckets {
  readonly sources: SourceObjects;
  readonly variants: VariantStore;
  upload(key: string, body: Uint8Array, versionId?: string): Promise<void>;
  /** From now on requests for the key fail, in this way where the buckets know ways. */
  spoil(key: string, fault: Fault): void;
  variantAt(key: string): Promise<{ readonly contentType?: string; readonly data: Uint8Array } | undefined>;
  close(): Promise<void>;
}

const inMemory = async (): Promise<Buckets> => {
  const sources = createInMemoryRawBucket();
  const variants = createInMemoryProcessedBucket();
  return {
    sources,
    variants,
    upload: async (key, body, versionId) => sources.put(key, body, versionId),
    spoil: (key) => void [sources, variants].forEach(({ failing }) => failing.add(key)),
    variantAt: async (key) => variants.objects.get(key),
    close: async () => undefined,
  };
};

/** The adapters that the function runs with, on a real S3, through a proxy that can spoil answers. */
const overHttp = async (s3: S3Server): Promise<Buckets> => {
  const proxy = await startFaultyProxy(s3.endpoint);
  const client = s3ClientOf({ ...s3, endpoint: proxy.endpoint }, 1);
  const direct = s3ClientOf(s3);
  return {
    sources: createS3SourceObjects(client),
    variants: createS3VariantStore(client, buckets.processed),
    async upload(key, body, versionId) {
      await direct.send(new PutObjectCommand({ Bucket: buckets.raw, Key: key, Body: body }));
      if (versionId !== undefined) proxy.version(key, versionId);
    },
    spoil: proxy.spoil,
    async variantAt(key) {
      try {
        const answer = await direct.send(new GetObjectCommand({ Bucket: buckets.processed, Key: key }));
        return { contentType: answer.ContentType!, data: await answer.Body!.transformToByteArray() };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async close() {
      client.destroy();
      direct.destroy();
      await proxy.close();
      await s3.close();
    },
  };
};

const everyFault: readonly Fault[] = ['denied', 'slow down', 'cut body', 'no length'];
const everyRefusal: readonly Fault[] = ['denied', 'slow down'];

const realKinds: [string, () => Promise<Buckets>][] = [
  ['of the local S3', async () => overHttp(await startLocalS3(Object.values(buckets)))],
  ['of an S3 by another author', async () => overHttp(await startIndependentS3())],
];

describe.each([['in memory', inMemory], ...realKinds])('the buckets %s', (_kind, start) => {
  let all: Buckets;
  beforeAll(async () => {
    all = await start();
  });
  afterAll(() => all.close());

  const read = async (key: string) => {
    const object = await all.sources.open({ bucket: buckets.raw, key });
    return object && { facts: object.facts, body: Buffer.from(await object.take()).toString() };
  };

  const look = (key: string) => all.sources.look({ bucket: buckets.raw, key });

  describe('sources', () => {
    it.each([
      ['holiday 2026/a+b é.jpg', 'some bytes'],
      ['empty.jpg', ''],
    ])('are read with what S3 says of them: %s', async (key, body) => {
      const earliest = Date.now() - 1000; // Last-Modified is in whole seconds
      await all.upload(key, Buffer.from(body));
      const eTag = createHash('md5').update(body).digest('hex');
      const facts = { bucket: buckets.raw, key, eTag, bytes: body.length, uploadedAt: expect.any(Date) };
      const object = await read(key);
      expect(object).toEqual({ facts, body });
      expect(object!.facts.uploadedAt.getTime()).toBeGreaterThanOrEqual(earliest);
    });

    it('are read as they are now', async () => {
      await all.upload('twice.jpg', Buffer.from('before'));
      await all.upload('twice.jpg', Buffer.from('after'));
      expect(await read('twice.jpg')).toMatchObject({ body: 'after', facts: { bytes: 5 } });
    });

    it('name their version where the bucket keeps versions', async () => {
      await all.upload('versioned.jpg', Buffer.from('body'), 'v7');
      expect(await read('versioned.jpg')).toMatchObject({ facts: { versionId: 'v7' } });
    });

    it('are gone when there is no such key', async () => {
      expect(await read('never.jpg')).toBeUndefined();
      expect(await look('never.jpg')).toBeUndefined();
    });

    it('are looked at with what S3 says of them when they are read', async () => {
      await all.upload('looked at é+.jpg', Buffer.from('some bytes'), 'v3');
      expect(await look('looked at é+.jpg')).toEqual((await read('looked at é+.jpg'))!.facts);
    });

    it.each(everyRefusal)('are not gone but fail when a look at them is refused: %s', async (fault) => {
      await all.upload(`look ${fault}.jpg`, Buffer.from('body'));
      all.spoil(`look ${fault}.jpg`, fault);
      await expect(look(`look ${fault}.jpg`)).rejects.toThrow();
    });

    it.each(everyFault)('are not gone but fail when the answer is spoilt: %s', async (fault) => {
      await all.upload(`${fault}.jpg`, Buffer.alloc(100_000));
      all.spoil(`${fault}.jpg`, fault);
      await expect(read(`${fault}.jpg`)).rejects.toThrow();
      // Nor does what is missing keep a connection from the next request.
      await all.upload('next.jpg', Buffer.from('next'));
      expect(await read('next.jpg')).toMatchObject({ body: 'next' });
    });

    it('give their connection back when their bytes are left', async () => {
      await all.upload('large.jpg', Buffer.alloc(5_000_000));
      const object = await all.sources.open({ bucket: buckets.raw, key: 'large.jpg' });
      await object!.leave();
      await all.upload('small.jpg', Buffer.from('small'));
      expect(await read('small.jpg')).toMatchObject({ body: 'small' });
    });
  });

  describe('variants', () => {
    const variantOf = (key: string, data: Uint8Array = Buffer.from(key)) => ({
      key,
      contentType: 'image/webp',
      data,
    });
    const store = (...keys: string[]) => all.variants.put(keys.map((key) => variantOf(key)));

    it('are there when put says so, with their type', async () => {
      await store('i/r/a.webp', 'i/r/b.webp', 'i/r/c.webp');
      for (const key of ['i/r/a.webp', 'i/r/b.webp', 'i/r/c.webp']) {
        const { contentType, data } = (await all.variantAt(key))!;
        expect([contentType, Buffer.from(data).toString()]).toEqual(['image/webp', key]);
      }
    });

    it.each(everyRefusal)('are not put when one of them is not: %s', async (fault) => {
      all.spoil(`${fault}/b.webp`, fault);
      await expect(store(`${fault}/a.webp`, `${fault}/b.webp`, `${fault}/c.webp`)).rejects.toThrow();
    });

    it('are found by their image, of whatever revision, and none of others', async () => {
      const keys = Array.from({ length: 20 }, (_, n) => `found/r${n % 7}/${n}.webp`);
      await store(...keys, 'foun/r/a.webp', 'founder/r/a.webp');
      expect([...(await all.variants.keysOf('found'))].sort()).toEqual(keys.sort());
      expect(await all.variants.keysOf('nobody')).toEqual([]);
    });

    it('are removed, all that are named and no others', async () => {
      await store('old/a.webp', 'old/b.webp', 'old/c.webp', 'new/a.webp');
      await all.variants.remove(['old/a.webp', 'old/b.webp', 'old/c.webp']);
      for (const key of ['old/a.webp', 'old/b.webp', 'old/c.webp']) {
        expect(await all.variantAt(key)).toBeUndefined();
      }
      expect(await all.variantAt('new/a.webp')).toBeDefined();
    });

    it('may be gone already when they are removed', async () => {
      await expect(all.variants.remove(['never/a.webp'])).resolves.toBeUndefined();
      await expect(all.variants.remove([])).resolves.toBeUndefined();
    });

    it.each(everyRefusal)('are removed but for one that fails, and that is told: %s', async (fault) => {
      const [failing, ...others] = [1, 2, 3, 4, 5].map((n) => `${fault}/${n}.webp`) as [string, ...string[]];
      await store(failing, ...others);
      all.spoil(failing, fault);
      await expect(all.variants.remove([failing, ...others])).rejects.toThrow();
      for (const key of others.reverse()) expect(await all.variantAt(key)).toBeUndefined();
      expect(await all.variantAt(failing)).toBeDefined();
    });
  });
});

describe.each(realKinds)('the variant store %s', (_kind, start) => {
  let all: Buckets;
  beforeAll(async () => {
    all = await start();
  });
  afterAll(() => all.close());
  const variantOf = (key: string, data: Uint8Array) => ({ key, contentType: 'image/webp', data });

  it('gives the memory of variants back when all of them are stored, those that share their bytes too', async () => {
    const [shared, own] = [new Uint8Array(300).fill(7), new Uint8Array(200)];
    await all.variants.put([variantOf('a', shared), variantOf('b', shared), variantOf('c', own)]);
    expect([shared.length, own.length]).toEqual([0, 0]);
    const stored = await Promise.all(['a', 'b', 'c'].map((key) => all.variantAt(key)));
    expect(stored.map((variant) => variant!.data.length)).toEqual([300, 300, 200]);
    expect(stored[1]!.data.every((byte) => byte === 7)).toBe(true);
  });

  it('has nothing under way any more when one could not be stored, and says why', async () => {
    all.spoil('broken', 'slow down');
    const large = Array.from({ length: 6 }, (_, n) => variantOf(`i/r/${n}`, new Uint8Array(3_000_000)));
    const small = variantOf('broken', new Uint8Array(10));
    await expect(all.variants.put([...large, small])).rejects.toThrow('as asked');
    const left = await all.variants.keysOf('i');
    expect(left).toHaveLength(large.length);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await all.variants.keysOf('i')).toEqual(left);
  });

  it('keeps it when one could not be stored: another request may carry the bytes still', async () => {
    const data = new Uint8Array(100);
    all.spoil('refused', 'slow down');
    await expect(all.variants.put([variantOf('refused', data)])).rejects.toThrow();
    expect(data.length).toBe(100);
  });
});

/** The S3 by another author fails to go on with a listing. */
describe('the variant store of the local S3', () => {
  it('finds more variants of an image than one listing answers with', async () => {
    const s3 = await startLocalS3(Object.values(buckets));
    const client = s3ClientOf(s3, 3, 1001);
    const variants = createS3VariantStore(client, buckets.processed);
    const keys = Array.from({ length: 1001 }, (_, n) => `many/r${n % 7}/${n}.webp`);
    await variants.put(keys.map((key) => ({ key, contentType: 'image/webp', data: Buffer.from(key) })));
    expect([...(await variants.keysOf('many'))].sort()).toEqual(keys.sort());
    client.destroy();
    await s3.close();
  });
});
