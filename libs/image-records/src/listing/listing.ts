import type { ImageRecord, ListedRecord } from '../record/image-record.ts';
import { recordTable } from '../table.ts';

/** The attributes under which the index finds a record. */
export interface Listing {
  /** 0 to `recordTable.shards` - 1. */
  readonly listShard: number;
  /** `<uploadedAt>#<imageId>`: text order is upload order, and the id makes it unique. */
  readonly listOrder: string;
}

/** What `listOrderOf` gives. */
export const listOrderPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f]{32}$/;

/** Where a record stands among all others: newest upload last. */
export const listOrderOf = ({ uploadedAt, imageId }: Pick<ListedRecord, 'uploadedAt' | 'imageId'>): string =>
  `${uploadedAt}#${imageId}`;

/** An id is a hash, so its first byte spreads records evenly. */
export const listShardOf = (imageId: string): number =>
  Number.parseInt(imageId.slice(0, 2), 16) % recordTable.shards;

/** Whether `list` shows the record: its source is there. */
export const isListed = (record: ImageRecord): record is ListedRecord => record.status !== 'deleted';

/** Where the index holds a record; a deleted one has no place in it. */
export const listingOf = (record: ImageRecord): Listing | undefined => {
  if (!isListed(record)) return undefined;
  return { listShard: listShardOf(record.imageId), listOrder: listOrderOf(record) };
};
