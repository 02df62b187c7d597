import * as fc from 'fast-check';
import { newestFirst, type Entry, type ReadShard } from './newest-first.ts';
import { recordTable } from '../table.ts';

type Shards = readonly (readonly string[])[];

/** Shards as DynamoDB serves them: pages may end early or be empty, and the last may claim that there is more. */
const serve = (shards: Shards, pageSize: (request: number) => number) => {
  const asked: { shard: number; count: number }[] = [];
  const read: ReadShard<string, number> = async (shard, count, position = 0) => {
    asked.push({ shard, count });
    const size = Math.min(count, pageSize(asked.length));
    const all = [...(shards[shard] ?? [])].sort().reverse();
    const end = position + size;
    const entries = all
      .slice(position, end)
      .map((listOrder): Entry<string> => ({ listOrder, item: listOrder }));
    return end > all.length ? { entries } : { entries, next: end };
  };
  return { read, asked };
};

const wholePages = () => Infinity;
const newest = (shards: Shards, count: number) => shards.flat().sort().reverse().slice(0, count);
const items = (entries: readonly Entry<string>[]) => entries.map(({ item }) => item);

/** Distinct entries in any distribution over the shards. */
const shardsOf = (maxLength: number) =>
  fc
    .uniqueArray(fc.tuple(fc.nat({ max: 9999 }), fc.nat({ max: recordTable.shards - 1 })), {
      maxLength,
      selector: ([order]) => order,
    })
    .map((placed): Shards =>
      Array.from({ length: recordTable.shards }, (_, shard) =>
        placed.filter(([, at]) => at === shard).map(([order]) => String(order).padStart(4, '0')),
      ),
    );

describe('newestFirst', () => {
  it('merges shards in any distribution, however their pages are cut', async () => {
    const cuts = fc.infiniteStream(fc.nat({ max: 5 }));
    await fc.assert(
      fc.asyncProperty(shardsOf(60), fc.integer({ min: 1, max: 70 }), cuts, async (shards, count, sizes) => {
        const { read } = serve(shards, () => sizes.next().value);
        expect(items(await newestFirst(count, read))).toEqual(newest(shards, count));
      }),
    );
  });

  it('finds everything when all of it is in one shard', async () => {
    const crowded = Array.from({ length: 100 }, (_, n) => String(n).padStart(3, '0'));
    const shards = [[], [], crowded, [], [], [], [], []];
    const { read } = serve(shards, wholePages);
    expect(items(await newestFirst(90, read))).toEqual(newest(shards, 90));
  });

  it('asks every shard, all at once', async () => {
    let waiting = 0;
    let most = 0;
    await newestFirst(10, async () => {
      most = Math.max(most, ++waiting);
      await new Promise(setImmediate);
      waiting--;
      return { entries: [] };
    });
    expect(most).toBe(recordTable.shards);
  });

  it('never asks a shard for more than is missing, and for twice an even share at most', async () => {
    const shards = Array.from({ length: recordTable.shards }, (_, shard) =>
      Array.from({ length: 50 }, (_, n) => `${String(n).padStart(3, '0')}-${shard}`),
    );
    for (const [count, share] of [
      [1, 1],
      [3, 2],
      [51, 14],
      [201, 52],
    ] as const) {
      const { read, asked } = serve(shards, wholePages);
      await newestFirst(count, read);
      expect(asked).toEqual(
        Array.from({ length: recordTable.shards }, (_, shard) => ({ shard, count: share })),
      );
    }
  });

  it('asks a shard that ran dry for the rest only', async () => {
    const shards = [
      Array.from({ length: 30 }, (_, n) => String(n).padStart(3, '0')),
      [],
      [],
      [],
      [],
      [],
      [],
      [],
    ];
    const { read, asked } = serve(shards, wholePages);
    await newestFirst(16, read);
    expect(asked.filter(({ shard }) => shard === 0).map(({ count }) => count)).toEqual([4, 4, 4, 4]);
    expect(asked.filter(({ shard }) => shard !== 0)).toHaveLength(recordTable.shards - 1);
  });

  it('fails when one shard cannot be read', async () => {
    const denied = new Error('denied');
    const read: ReadShard<string, number> = async (shard) => {
      if (shard === 5) throw denied;
      return { entries: [] };
    };
    await expect(newestFirst(10, read)).rejects.toBe(denied);
  });
});
