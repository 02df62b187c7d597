import { contentOf, revisionName } from '@image-pipeline/image-records';
import {
  createInMemoryImageRecordRepository,
  readyRecord,
  rejectedRecord,
} from '@image-pipeline/image-records/testing';
import type { Stack } from '../stack/connect-stack.ts';
import { isOutdated, listImages, type ImageFilter } from './list-images.ts';

const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString();

const stackWith = async (count: number) => {
  const records = createInMemoryImageRecordRepository();
  for (let n = 0; n < count; n += 1) {
    const facts = { source: { key: `${n}.jpg` }, uploadedAt: day(n) };
    await records.commit(n % 3 === 0 ? rejectedRecord(facts) : readyRecord(facts));
  }
  return { records } as unknown as Stack;
};

const keysOf = async (stack: Stack, filter?: ImageFilter) => {
  const keys: string[] = [];
  for await (const { source } of listImages(stack, filter)) keys.push(source.key);
  return keys;
};

describe('listImages', () => {
  it('walks through all pages, newest upload first', async () => {
    const expected = Array.from({ length: 450 }, (_, n) => `${449 - n}.jpg`);
    expect(await keysOf(await stackWith(450))).toEqual(expected);
  });

  it.each<[ImageFilter, string[]]>([
    [{ status: 'rejected' }, ['6.jpg', '3.jpg', '0.jpg']],
    [{ status: 'ready', since: new Date(day(4)) }, ['7.jpg', '5.jpg', '4.jpg']],
    [{ rejected: 'corrupt' }, ['6.jpg', '3.jpg', '0.jpg']],
    [{ rejected: 'too-slow' }, []],
    [{ since: new Date(day(9)) }, []],
  ])('keeps to %j', async (filter, keys) => {
    expect(await keysOf(await stackWith(8), filter)).toEqual(keys);
  });
});

describe('isOutdated', () => {
  const sha256 = 'a'.repeat(64);
  const revision = revisionName({
    sequencer: '0A',
    generation: 0,
    content: contentOf({ fingerprint: 'now', sha256 }),
  });

  it('tells by what was rendered, not by when', () => {
    const record = readyRecord({ source: { sha256 }, revision });
    expect(isOutdated(record, 'now')).toBe(false);
    expect(isOutdated(record, 'then')).toBe(true);
    expect(isOutdated({ ...record, revision: 'f3c1a5d2' }, 'now')).toBe(true);
    expect(isOutdated(rejectedRecord(), 'then')).toBe(false);
  });
});
