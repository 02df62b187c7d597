import { marshall } from '@aws-sdk/util-dynamodb';
import * as fc from 'fast-check';
import { imageRecords } from '../../test/arbitrary-records.ts';
import { CorruptRecordError, InvalidRecordError, RecordTooLargeError } from '../errors.ts';
import type { ImageRecord } from '../record/image-record.ts';
import { fromItem, toItem, type Item } from './stored-item.ts';
import { deletedRecord, readyRecord, rejectedRecord } from '../testing/records.ts';

/** What JSON can say of a record: no undefined attributes, no negative zero. */
const plain = (record: ImageRecord): ImageRecord => JSON.parse(JSON.stringify(record)) as ImageRecord;

describe('toItem and fromItem', () => {
  it('give back every valid record', () => {
    fc.assert(fc.property(imageRecords, (record) => expect(fromItem(toItem(record))).toEqual(plain(record))));
  });
});

describe('toItem', () => {
  it('leaves out what is undefined', () => {
    const item = toItem(
      readyRecord({ camera: undefined, location: { latitude: 1, longitude: 2, altitude: undefined } }),
    );
    expect(item).not.toHaveProperty('camera');
    expect(item['location']).toEqual({ M: { latitude: { N: '1' }, longitude: { N: '2' } } });
  });

  it('refuses what could not be read back', () => {
    expect(() => toItem(readyRecord({ width: -1 }))).toThrow(InvalidRecordError);
  });

  it('refuses more than an item can hold, telling how much that is', () => {
    const sized = (length: number) => readyRecord({ exif: { UserComment: 'x'.repeat(length) } });
    expect(() => toItem(sized(405_000))).not.toThrow();
    expect(() => toItem(sized(409_600))).toThrow(RecordTooLargeError);
    expect(() => toItem(sized(409_600))).toThrow(/takes 4\d{5} bytes, an item holds 409600\./);
  });
});

describe('fromItem', () => {
  const damaged = (record: ImageRecord, damage: Record<string, unknown>): Item => ({
    ...toItem(record),
    ...marshall(damage),
  });

  it('leaves out attributes that a later release may have added, at every level', () => {
    const record = readyRecord({
      camera: { make: 'Fujifilm' },
      capturedAt: { instant: '2024-05-01T08:00:00.000Z' },
      location: { latitude: 1, longitude: 2, direction: { degrees: 3 } },
      description: { title: 'Beach' },
      skippedVariants: [{ name: 'large', format: 'avif', reason: 'time' }],
    });
    const novel = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(novel);
      if (typeof value !== 'object' || value === null) return value;
      return {
        ...Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, novel(inner)])),
        palette: [1],
      };
    };
    const { exif: _tags, ...later } = novel(record) as Record<string, unknown>;
    expect(fromItem(damaged(record, later))).toEqual(record);
  });

  it.each([
    ['width', damaged(readyRecord(), { width: '4000' })],
    ['status', damaged(readyRecord(), { status: 'done' })],
    ['sequencer', damaged(deletedRecord(), { sequencer: 7 })],
    ['source.bucket', damaged(readyRecord(), { source: { ...readyRecord().source, bucket: 7 } })],
    ['variants.0', damaged(readyRecord(), { variants: ['thumb.jpg'] })],
    ['rejection', damaged(rejectedRecord(), { rejection: null })],
    ['listOrder', damaged(readyRecord(), { listOrder: '2024' })],
    ['listShard', damaged(readyRecord(), { listShard: 99 })],
    ['listShard', damaged(deletedRecord(), { listShard: 1 })],
    ['status', { imageId: { S: readyRecord().imageId } }],
  ])('refuses an item for its %s, naming the image (%#)', (path, item) => {
    const expectation = { imageId: readyRecord().imageId, issues: [expect.objectContaining({ path })] };
    expect(() => fromItem(item)).toThrow(CorruptRecordError);
    expect(() => fromItem(item)).toThrow(expect.objectContaining({ context: expectation }));
  });

  it('refuses a record that is missing from the listing', () => {
    const { listShard: _shard, listOrder: _order, ...unlisted } = toItem(readyRecord());
    expect(() => fromItem(unlisted)).toThrow('listShard: Expected');
  });

  it('refuses numbers that JavaScript cannot hold, with the cause', () => {
    const item = { ...toItem(readyRecord()), width: { N: '1.5e300' } };
    expect(() => fromItem(item)).toThrow(CorruptRecordError);
    expect(() => fromItem(item)).toThrow(expect.objectContaining({ cause: expect.any(Error) }));
  });

  it('tells what to do', () => {
    const item = damaged(readyRecord(), { width: 'wide' });
    expect(() => fromItem(item)).toThrow('delete it and process the source image again');
  });
});
