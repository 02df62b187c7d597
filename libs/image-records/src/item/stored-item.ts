import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { checkRecord, parseRecord } from '../record/check-record.ts';
import { CorruptRecordError, RecordTooLargeError, type RecordIssue } from '../errors.ts';
import type { ImageRecord } from '../record/image-record.ts';
import { itemBytes, maxItemBytes } from './item-size.ts';
import { listingOf } from '../listing/listing.ts';
import { recordAsRead } from '../record/record-schema.ts';

/** A record as the table holds it: its own attributes and those of the listing. */
export type Item = Record<string, AttributeValue>;

/**
 * @throws InvalidRecordError when the record could not be read back
 * @throws RecordTooLargeError when no item can hold it
 */
export const toItem = (candidate: ImageRecord): Item => {
  const record = checkRecord(candidate);
  const item = marshall({ ...record, ...listingOf(record) }, { removeUndefinedValues: true });
  const bytes = itemBytes(item);
  if (bytes > maxItemBytes) {
    throw new RecordTooLargeError({ imageId: record.imageId, bytes, limit: maxItemBytes });
  }
  return item;
};

/** @throws CorruptRecordError when the item is no record, or is listed otherwise than the record says */
export const fromItem = (item: Item): ImageRecord => {
  const attributes = unmarshalled(item);
  const parsed = parseRecord(recordAsRead, attributes);
  if (!parsed.ok) throw new CorruptRecordError(imageIdIn(item), parsed.issues);
  const misplaced = listingIssues(attributes, parsed.record);
  if (misplaced.length > 0) throw new CorruptRecordError(imageIdIn(item), misplaced);
  return parsed.record;
};

const unmarshalled = (item: Item): Record<string, unknown> => {
  try {
    return unmarshall(item);
  } catch (cause) {
    const issue = { path: '', problem: 'Expected attributes that JavaScript can hold' };
    throw new CorruptRecordError(imageIdIn(item), [issue], { cause });
  }
};

/** A record in the wrong place of the index, or missing from it, would make pages skip or repeat. */
const listingIssues = (attributes: Record<string, unknown>, record: ImageRecord): readonly RecordIssue[] => {
  const { listShard, listOrder } = listingOf(record) ?? {};
  return Object.entries({ listShard, listOrder })
    .filter(([name, value]) => attributes[name] !== value)
    .map(([path, value]) => ({ path, problem: `Expected ${value ?? 'none, as the record is deleted'}` }));
};

/** The id is the table's key: every item of it has one. */
const imageIdIn = (item: Item): string => item['imageId']?.S ?? 'unknown';
