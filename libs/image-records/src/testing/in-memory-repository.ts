import { isDeepStrictEqual } from 'node:util';
import { checkImageId } from '../identity/image-id.ts';
import type { ImageRecord } from '../record/image-record.ts';
import { readListOptions } from '../listing/list-options.ts';
import { isListed, listOrderOf } from '../listing/listing.ts';
import { pageOf } from '../listing/page.ts';
import { checkOver } from '../event-order/check-over.ts';
import { isNewer } from '../event-order/record-order.ts';
import type {
  CommitOptions,
  CommitResult,
  ImageRecordRepository,
  ListOptions,
  RecordPage,
} from '../repository.ts';
import { fromItem, toItem, type Item } from '../item/stored-item.ts';

/**
 * A repository in memory, for tests: every promise of `ImageRecordRepository`, every refusal, no DynamoDB.
 * Nothing expires; commits show in `list` at once.
 */
export const createInMemoryImageRecordRepository = (): ImageRecordRepository => {
  /** As items, so that a caller's later changes to a record do not reach the stored one. */
  const items = new Map<string, Item>();
  const stored = (imageId: string) => {
    const item = items.get(imageId);
    return item && fromItem(item);
  };

  return {
    async commit(record: ImageRecord, { over }: CommitOptions = {}): Promise<CommitResult> {
      const item = toItem(record);
      const current = stored(record.imageId);
      if (!isToBeReplaced(current, record, over)) {
        return current && isDeepStrictEqual(current, fromItem(item))
          ? { outcome: 'committed' }
          : { outcome: 'superseded', ...(current && { current }) };
      }
      items.set(record.imageId, item);
      return { outcome: 'committed', ...(current !== undefined && { replaced: current }) };
    },

    async get(imageId: string): Promise<ImageRecord | undefined> {
      return stored(checkImageId(imageId));
    },

    async list(options: ListOptions = {}): Promise<RecordPage> {
      const { limit, before } = readListOptions(options);
      const newestFirst = [...items.values()]
        .map(fromItem)
        .filter(isListed)
        .map((record) => ({ record, listOrder: listOrderOf(record) }))
        .filter(({ listOrder }) => before === undefined || listOrder < before)
        .sort((a, b) => (a.listOrder < b.listOrder ? 1 : -1));
      return pageOf(
        newestFirst.slice(0, limit + 1).map(({ record }) => record),
        limit,
      );
    },
  };
};

/** The conditions of `putRecordRequest`. */
const isToBeReplaced = (
  current: ImageRecord | undefined,
  record: ImageRecord,
  over: ImageRecord | undefined,
): boolean => {
  if (over === undefined) return current === undefined || isNewer(record, current);
  const { sequencer, generation } = checkOver(over, record);
  return current?.sequencer === sequencer && current.generation === generation;
};
