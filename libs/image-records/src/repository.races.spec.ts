import * as fc from 'fast-check';
import { sequencers } from '../test/arbitrary-records.ts';
import { implementations, useRepositories } from '../test/implementations.ts';
import type { ImageRecord } from './record/image-record.ts';
import { isNewer } from './event-order/record-order.ts';
import type { CommitResult, ImageRecordRepository } from './repository.ts';
import { normaliseSequencer } from './event-order/sequencer.ts';
import { deletedRecord, readyRecord, rejectedRecord } from './testing/records.ts';

type Draft = Pick<ImageRecord, 'sequencer' | 'generation' | 'durationMs'>;

interface Commit {
  readonly record: ImageRecord;
  readonly result: CommitResult;
}

/**
 * Records of one image from events in any order; few distinct sequencers, so that equal ones meet, too.
 * `durationMs` tells two records of the same event and generation apart.
 */
const rivals = fc
  .uniqueArray(sequencers.map(normaliseSequencer), { minLength: 1, maxLength: 5 })
  .chain((events) =>
    fc.array(
      fc.record({
        make: fc.constantFrom<(draft: Draft) => ImageRecord>(readyRecord, rejectedRecord, deletedRecord),
        sequencer: fc.constantFrom(...events),
        generation: fc.nat({ max: 2 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  )
  .map((drafts) =>
    drafts.map(({ make, sequencer, generation }, n) => make({ sequencer, generation, durationMs: n })),
  );

const commitOneAfterAnother = async (
  records: ImageRecordRepository,
  all: readonly ImageRecord[],
): Promise<readonly Commit[]> => {
  const commits: Commit[] = [];
  for (const record of all) commits.push({ record, result: await records.commit(record) });
  return commits;
};

const commitAtOnce = (
  records: ImageRecordRepository,
  all: readonly ImageRecord[],
): Promise<readonly Commit[]> =>
  Promise.all(all.map(async (record) => ({ record, result: await records.commit(record) })));

/** What was stored, in order: each committed record is found as the replaced one of the next. */
const chainOf = (commits: readonly Commit[]): readonly ImageRecord[] => {
  const committed = commits.flatMap(({ record, result }) =>
    result.outcome === 'committed' ? [{ record, replaced: result.replaced }] : [],
  );
  const chain: ImageRecord[] = [];
  let next = committed.filter(({ replaced }) => replaced === undefined);
  while (next.length > 0) {
    expect(next).toHaveLength(1); // two would have replaced the same record
    const [{ record }] = next as [(typeof next)[number]];
    chain.push(record);
    next = committed.filter(({ replaced }) => replaced?.durationMs === record.durationMs);
    for (const { replaced } of next) expect(replaced).toEqual(record);
  }
  expect(chain).toHaveLength(committed.length); // none replaced a record that was never stored
  return chain;
};

describe.each(implementations)('racing commits, $name', (implementation) => {
  const emptyRepository = useRepositories(implementation);
  const settings = { numRuns: implementation.numRuns };

  it('one after another: a record is committed exactly when it is newer than all before it', async () => {
    await fc.assert(
      fc.asyncProperty(rivals, async (all) => {
        const records = await emptyRepository();
        let standing: ImageRecord | undefined;
        for (const { record, result } of await commitOneAfterAnother(records, all)) {
          const wins = standing === undefined || isNewer(record, standing);
          expect(result).toEqual(
            wins
              ? { outcome: 'committed', ...(standing && { replaced: standing }) }
              : { outcome: 'superseded', current: standing },
          );
          if (wins) standing = record;
        }
        expect(await records.get(all[0]!.imageId)).toEqual(standing);
      }),
      settings,
    );
  });

  it('all at once: the newest stays, and the replaced records form one chain up to it', async () => {
    await fc.assert(
      fc.asyncProperty(rivals, async (all) => {
        const records = await emptyRepository();
        const commits = await commitAtOnce(records, all);
        const stored = await records.get(all[0]!.imageId);
        const chain = chainOf(commits);

        expect(chain.at(-1)).toEqual(stored);
        for (const record of all) expect(isNewer(record, stored!)).toBe(false);
        chain.slice(1).forEach((record, n) => expect(isNewer(record, chain[n]!)).toBe(true));
        for (const { record, result } of commits) {
          if (result.outcome === 'superseded') expect(isNewer(record, result.current!)).toBe(false);
        }
      }),
      settings,
    );
  });

  it('in any order and grouping, the same record is left', async () => {
    const grouped = rivals.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length }),
        fc.integer({ min: 1, max: 4 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(grouped, async ([all, shuffled, groupSize]) => {
        const [straight, reordered] = [await emptyRepository(), await emptyRepository()];
        await commitOneAfterAnother(straight, all);
        for (let from = 0; from < shuffled.length; from += groupSize) {
          await commitAtOnce(reordered, shuffled.slice(from, from + groupSize));
        }
        const order = (record: ImageRecord | undefined) => [record?.sequencer, record?.generation];
        const { imageId } = all[0]!;
        expect(order(await reordered.get(imageId))).toEqual(order(await straight.get(imageId)));
      }),
      settings,
    );
  });

  it('delivered twice each, nothing changes: the very same record is no rival of itself', async () => {
    await fc.assert(
      fc.asyncProperty(rivals, async (all) => {
        const records = await emptyRepository();
        await commitOneAfterAnother(records, all);
        const { imageId } = all[0]!;
        const stored = await records.get(imageId);
        for (const { record, result } of await commitOneAfterAnother(records, all)) {
          const isStored = record.durationMs === stored?.durationMs;
          expect(result).toEqual(
            isStored ? { outcome: 'committed' } : { outcome: 'superseded', current: stored },
          );
        }
        expect(await records.get(imageId)).toEqual(stored);
      }),
      settings,
    );
  });
});
