import * as fc from 'fast-check';
import { implementations, useRepositories } from '../test/implementations.ts';
import { InvalidArgumentError, InvalidCursorError } from './errors.ts';
import type { ImageRecord, ListedRecord } from './record/image-record.ts';
import type { ImageRecordRepository, ListOptions } from './repository.ts';
import { deletedRecord, readyRecord, rejectedRecord } from './testing/records.ts';

const instantOf = (second: number) => new Date(Date.UTC(2024, 4, 1) + second * 1000).toISOString();
const uploaded = (key: string, second: number) =>
  readyRecord({ source: { key }, uploadedAt: instantOf(second) });

const byUpload = (a: ListedRecord, b: ListedRecord) =>
  a.uploadedAt === b.uploadedAt ? (a.imageId < b.imageId ? 1 : -1) : a.uploadedAt < b.uploadedAt ? 1 : -1;

const commitAll = (records: ImageRecordRepository, all: readonly ImageRecord[]) =>
  Promise.all(all.map((record) => records.commit(record)));

/** Follows the cursors to the end; `between` may change the table before each further page. */
const walk = async (
  records: ImageRecordRepository,
  limits: (page: number) => number,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<readonly (readonly ListedRecord[])[]> => {
  const pages: (readonly ListedRecord[])[] = [];
  let options: ListOptions = { limit: limits(0) };
  for (;;) {
    const page = await records.list(options);
    pages.push(page.records);
    if (page.cursor === undefined) return pages;
    await between(pages.length);
    options = { limit: limits(pages.length), cursor: page.cursor };
  }
};

const ids = (listed: readonly ListedRecord[]) => listed.map(({ imageId }) => imageId);

describe.each(implementations)('list, $name', (implementation) => {
  const emptyRepository = useRepositories(implementation);

  it('is empty when there is nothing', async () => {
    const records = await emptyRepository();
    expect(await records.list()).toEqual({ records: [] });
  });

  it('shows ready and rejected records, newest upload first, whatever order they were committed in', async () => {
    const records = await emptyRepository();
    const rejected = rejectedRecord({ source: { key: 'b' }, uploadedAt: instantOf(2) });
    const all = [uploaded('a', 1), rejected, uploaded('c', 3)];
    await commitAll(records, [all[1], all[2], all[0]] as ImageRecord[]);
    expect(await records.list()).toEqual({ records: [...all].reverse() });
  });

  it('leaves out deleted images, and shows one again that came back', async () => {
    const records = await emptyRepository();
    const record = { ...uploaded('a', 1), sequencer: '01' };
    await records.commit(record);
    await records.commit(deletedRecord({ source: { key: 'a' }, sequencer: '02' }));
    expect(await records.list()).toEqual({ records: [] });
    const again = { ...uploaded('a', 9), sequencer: '03' };
    await records.commit(again);
    expect(await records.list()).toEqual({ records: [again] });
  });

  it('moves an image that was overwritten to its new place', async () => {
    const records = await emptyRepository();
    await commitAll(records, [{ ...uploaded('a', 1), sequencer: '01' }, uploaded('b', 2)]);
    const overwritten = { ...uploaded('a', 3), sequencer: '02' };
    await records.commit(overwritten);
    expect(await records.list()).toEqual({ records: [overwritten, uploaded('b', 2)] });
  });

  it('gives 50 records by default and 200 at most', async () => {
    const records = await emptyRepository();
    await commitAll(
      records,
      Array.from({ length: 201 }, (_, n) => uploaded(`${n}`, n)),
    );
    expect((await records.list()).records).toHaveLength(50);
    const page = await records.list({ limit: 200 });
    expect(ids(page.records)).toEqual(
      Array.from({ length: 200 }, (_, n) => uploaded(`${200 - n}`, 0).imageId),
    );
    expect(await records.list({ limit: 200, cursor: page.cursor ?? '' })).toEqual({
      records: [uploaded('0', 0)],
    });
  });

  it('gives no cursor when the page is full and nothing follows', async () => {
    const records = await emptyRepository();
    await commitAll(records, [uploaded('a', 1), uploaded('b', 2)]);
    expect(await records.list({ limit: 2 })).not.toHaveProperty('cursor');
    expect(await records.list({ limit: 1 })).toHaveProperty('cursor');
  });

  it('meets every record once, in order, through pages of any size, while newer ones arrive', async () => {
    const uploads = fc.array(fc.nat({ max: 20 }), { maxLength: 40 });
    const pageSizes = fc.infiniteStream(fc.integer({ min: 1, max: 15 }));
    await fc.assert(
      fc.asyncProperty(uploads, pageSizes, async (seconds, sizes) => {
        const records = await emptyRepository();
        const before = seconds.map((second, n) => uploaded(`before-${n}`, second));
        await commitAll(records, before);
        const pages = await walk(
          records,
          () => sizes.next().value,
          (page) => records.commit(uploaded(`meanwhile-${page}`, 100 + page)),
        );
        expect(pages.flat()).toEqual([...before].sort(byUpload));
      }),
      { numRuns: implementation.numRuns },
    );
  });

  it('goes on after records that vanish between pages', async () => {
    const records = await emptyRepository();
    await commitAll(
      records,
      Array.from({ length: 9 }, (_, n) => uploaded(`${n}`, n)),
    );
    // '6' is the last of the first page, the one its cursor was made from.
    const removals = ['6', '5'].map((key) => deletedRecord({ source: { key }, sequencer: 'FF' }));
    const pages = await walk(
      records,
      () => 3,
      () => commitAll(records, removals),
    );
    expect(ids(pages.flat())).toEqual(
      ['8', '7', '6', '4', '3', '2', '1', '0'].map((key) => uploaded(key, 0).imageId),
    );
  });

  it.each([{ limit: 0 }, { limit: 201 }, { limit: 2.5 }, { size: 10 } as ListOptions])(
    'refuses %j',
    async (options) => {
      const records = await emptyRepository();
      await expect(records.list(options)).rejects.toThrow(InvalidArgumentError);
    },
  );

  it('refuses a cursor that it did not give out', async () => {
    const records = await emptyRepository();
    await expect(records.list({ cursor: 'page-2' })).rejects.toThrow(InvalidCursorError);
  });
});
