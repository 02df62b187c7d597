import { readSource } from './read-source.ts';
import type { SourceObjects } from './source-objects.ts';

const place = { bucket: 'raw-images', key: 'photo.jpg' };

/** One object of three bytes, and what was done with it. */
const openedOnce = () => {
  const done: string[] = [];
  const facts = { ...place, versionId: 'v1', eTag: 'e', bytes: 3, uploadedAt: new Date(0) };
  const objects: Pick<SourceObjects, 'open'> = {
    open: async () => ({
      facts,
      take: async () => (done.push('taken'), Buffer.from('abc')),
      leave: async () => void done.push('left'),
    }),
  };
  return { objects, done, facts };
};

describe('readSource', () => {
  it('takes an object up to the limit, with a digest of its bytes', async () => {
    const { objects, done, facts } = openedOnce();
    expect(await readSource(objects, place, 3)).toEqual({
      state: 'present',
      facts,
      body: Buffer.from('abc'),
      // printf abc | sha256sum
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    expect(done).toEqual(['taken']);
  });

  it('downloads nothing of an object over the limit, and lets its connection go', async () => {
    const { objects, done, facts } = openedOnce();
    expect(await readSource(objects, place, 2)).toEqual({ state: 'too-large', facts });
    expect(done).toEqual(['left']);
  });

  it('tells what is gone', async () => {
    expect(await readSource({ open: async () => undefined }, place, 3)).toEqual({ state: 'gone' });
  });
});
