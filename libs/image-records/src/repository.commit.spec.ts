import * as fc from 'fast-check';
import { imageRecords } from '../test/arbitrary-records.ts';
import { implementations, useRepositories } from '../test/implementations.ts';
import { InvalidArgumentError, InvalidRecordError, RecordTooLargeError } from './errors.ts';
import type { ImageRecord } from './record/image-record.ts';
import { deletedRecord, readyRecord, rejectedRecord } from './testing/records.ts';

const at = (sequencer: string, generation = 0) => readyRecord({ sequencer, generation });

describe.each(implementations)('commit and get, $name', (implementation) => {
  const emptyRepository = useRepositories(implementation);

  it('stores the first record of an image', async () => {
    const records = await emptyRepository();
    const record = readyRecord();
    expect(await records.commit(record)).toEqual({ outcome: 'committed' });
    expect(await records.get(record.imageId)).toEqual(record);
  });

  it('knows nothing of an image that was never committed', async () => {
    const records = await emptyRepository();
    expect(await records.get(readyRecord().imageId)).toBeUndefined();
  });

  it.each([
    ['an older event', at('0A'), at('0B')],
    ['an older event of a higher generation', at('0A', 7), at('0B')],
    ['an event whose sequencer is a beginning of the new one', at('0A'), at('0A01')],
    ['a lower generation of the same event', at('0A', 1), at('0A', 2)],
    ['a rejection by an older event', rejectedRecord({ sequencer: '0A' }), at('0B')],
    ['a tombstone of an older event', deletedRecord({ sequencer: '0A' }), at('0B')],
    ['an older event, by a tombstone', at('0A'), deletedRecord({ sequencer: '0B' })],
  ])('replaces %s and hands it back', async (_case, stored, newer) => {
    const records = await emptyRepository();
    await records.commit(stored);
    expect(await records.commit(newer)).toEqual({ outcome: 'committed', replaced: stored });
    expect(await records.get(newer.imageId)).toEqual(newer);
  });

  it.each([
    ['a newer event', at('0B'), at('0A', 9)],
    ['an event whose sequencer goes on where the new one ends', at('0A01'), at('0A')],
    ['the same event', at('0A'), rejectedRecord({ sequencer: '0A' })],
    ['a higher generation of the same event', at('0A', 2), at('0A', 1)],
    ['a tombstone of a newer event', deletedRecord({ sequencer: '0B' }), at('0A')],
    ['a record of a newer event, against a tombstone', at('0B'), deletedRecord({ sequencer: '0A' })],
  ])('keeps %s and shows it', async (_case, stored, late) => {
    const records = await emptyRepository();
    await records.commit(stored);
    expect(await records.commit(late)).toEqual({ outcome: 'superseded', current: stored });
    expect(await records.get(stored.imageId)).toEqual(stored);
  });

  it('says committed once more for the very record that is stored', async () => {
    const records = await emptyRepository();
    await records.commit(at('0A'));
    await records.commit(at('0B'));
    expect(await records.commit(at('0B'))).toEqual({ outcome: 'committed' });
    expect(await records.get(at('0B').imageId)).toEqual(at('0B'));
  });

  it('replaces exactly the record that must still stand', async () => {
    const records = await emptyRepository();
    const [one, two, three] = [at('0A'), at('0A', 1), at('0C')];
    expect(await records.commit(three, { over: one })).toEqual({ outcome: 'superseded' });
    await records.commit(one);
    expect(await records.commit(two, { over: one })).toEqual({ outcome: 'committed', replaced: one });
    expect(await records.commit(two, { over: one })).toEqual({ outcome: 'committed' });
    expect(await records.commit(three, { over: one })).toEqual({ outcome: 'superseded', current: two });
    await records.commit(at('0B'));
    expect(await records.commit(three, { over: two })).toEqual({ outcome: 'superseded', current: at('0B') });
    expect(await records.commit(three, { over: at('0B') })).toEqual({
      outcome: 'committed',
      replaced: at('0B'),
    });
    expect(await records.get(three.imageId)).toEqual(three);
  });

  it.each([
    ['of the same event', at('0B')],
    ['of a newer event', at('0C')],
    ['of another image', readyRecord({ source: { key: 'other.jpg' }, sequencer: '0A' })],
  ])('refuses to replace a record %s', async (_case, over) => {
    const records = await emptyRepository();
    await records.commit(over);
    await expect(records.commit(at('0B'), { over })).rejects.toThrow(InvalidArgumentError);
    expect(await records.get(over.imageId)).toEqual(over);
  });

  it('leaves out undefined attributes, in what it stores and in what it compares', async () => {
    const records = await emptyRepository();
    const record = readyRecord({ camera: undefined, exif: { shift: -0 } });
    await records.commit(record);
    expect(await records.commit(record)).toEqual({ outcome: 'committed' });
    expect(Object.keys((await records.get(record.imageId)) ?? {})).not.toContain('camera');
  });

  it('keeps images apart', async () => {
    const records = await emptyRepository();
    const [one, two] = ['one.jpg', 'two.jpg'].map((key) => readyRecord({ source: { key } })) as [
      ImageRecord,
      ImageRecord,
    ];
    await records.commit(one);
    expect(await records.commit(two)).toEqual({ outcome: 'committed' });
    expect(await records.get(one.imageId)).toEqual(one);
    expect(await records.get(two.imageId)).toEqual(two);
  });

  it('gives back every valid record as it was', async () => {
    const records = await emptyRepository();
    await fc.assert(
      fc.asyncProperty(imageRecords, async (record) => {
        const { outcome } = await records.commit(record);
        fc.pre(outcome === 'committed');
        expect(await records.get(record.imageId)).toEqual(JSON.parse(JSON.stringify(record)));
      }),
      { numRuns: implementation.numRuns },
    );
  });

  it('does not let later changes of an object reach the stored record', async () => {
    const records = await emptyRepository();
    const exif: Record<string, string> = { Make: 'Fujifilm' };
    const record = readyRecord({ exif });
    await records.commit(record);
    exif['Make'] = 'changed';
    expect(await records.get(record.imageId)).toMatchObject({ exif: { Make: 'Fujifilm' } });
  });

  it('refuses a malformed record and stores nothing', async () => {
    const records = await emptyRepository();
    await expect(records.commit(readyRecord({ width: -1 }))).rejects.toThrow(InvalidRecordError);
    await expect(records.commit(null as unknown as ImageRecord)).rejects.toThrow(InvalidRecordError);
    expect(await records.get(readyRecord().imageId)).toBeUndefined();
  });

  it('refuses a record above 400 KB and stores nothing, but takes one just below', async () => {
    const records = await emptyRepository();
    const sized = (length: number) => readyRecord({ exif: { UserComment: 'ü'.repeat(length / 2) } });
    await expect(records.commit(sized(409_600))).rejects.toThrow(RecordTooLargeError);
    expect(await records.get(sized(0).imageId)).toBeUndefined();
    expect(await records.commit(sized(408_000))).toEqual({ outcome: 'committed' });
  });

  it('refuses an image id that is none', async () => {
    const records = await emptyRepository();
    await expect(records.get('holiday/beach.jpg')).rejects.toThrow(InvalidArgumentError);
  });
});
