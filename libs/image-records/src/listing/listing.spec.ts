import * as fc from 'fast-check';
import { listingOf, listOrderPattern, listShardOf } from './listing.ts';
import { imageRecords } from '../../test/arbitrary-records.ts';
import { recordTable } from '../table.ts';
import { deletedRecord, readyRecord } from '../testing/records.ts';
import { imageIdOf } from '../identity/image-id.ts';

describe('listing', () => {
  it('orders a record by upload, then by id', () => {
    const record = readyRecord({ uploadedAt: '2024-05-01T08:00:00.000Z' });
    expect(listingOf(record)).toEqual({
      listShard: expect.any(Number),
      listOrder: `2024-05-01T08:00:00.000Z#${record.imageId}`,
    });
  });

  it('leaves deleted records out', () => {
    expect(listingOf(deletedRecord())).toBeUndefined();
  });

  it('gives every listed record a place that a cursor can name', () => {
    fc.assert(
      fc.property(imageRecords, (record) => {
        const listing = listingOf(record);
        if (listing !== undefined) expect(listing.listOrder).toMatch(listOrderPattern);
      }),
    );
  });

  it('spreads images over all shards about evenly', () => {
    const counts = new Array<number>(recordTable.shards).fill(0);
    const images = 4000;
    for (let n = 0; n < images; n++) {
      const shard = listShardOf(imageIdOf({ bucket: 'raw', key: `${n}.jpg` }));
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    const evenShare = images / recordTable.shards;
    expect(counts).toHaveLength(recordTable.shards);
    for (const count of counts) expect(Math.abs(count - evenShare)).toBeLessThan(evenShare / 4);
  });
});
