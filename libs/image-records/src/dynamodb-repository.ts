import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import type { ImageRecord, ListedRecord } from './record/image-record.ts';
import { readListOptions, type PageRequest } from './listing/list-options.ts';
import { isListed } from './listing/listing.ts';
import { newestFirst, type Entry, type ShardPage } from './listing/newest-first.ts';
import { pageOf } from './listing/page.ts';
import type { CommitResult, ImageRecordRepository } from './repository.ts';
import { readRepositoryOptions, type RepositoryOptions, type Table } from './repository-options.ts';
import { getRecordRequest } from './requests/get-record.ts';
import { putRecordRequest } from './requests/put-record.ts';
import { queryShardRequest, type ShardQuery } from './requests/query-shard.ts';
import { fromItem, toItem, type Item } from './item/stored-item.ts';
import { recordTable } from './table.ts';

/**
 * The repository over a DynamoDB table such as `recordTable` describes.
 *
 * On the table `commit` needs `dynamodb:PutItem` and `get` needs `dynamodb:GetItem`; `list` needs `dynamodb:Query` on the
 * index.
 *
 * @param options the client's own settings decide on retries and time-outs; it stays the caller's to close
 * @throws InvalidArgumentError when an option is missing or misspelt
 */
export const createImageRecordRepository = (options: RepositoryOptions): ImageRecordRepository => {
  const table = readRepositoryOptions(options);
  return {
    commit: (record, { over } = {}) => commit(table, record, over),
    get: (imageId) => get(table, imageId),
    list: async (listOptions = {}) => {
      const request = readListOptions(listOptions);
      return pageOf(await newestRecords(table, request), request.limit);
    },
  };
};

/** One request, whoever wins: the write answers with what it replaced, its refusal with what stood in the way. */
const commit = async (
  { client, tableName }: Table,
  record: ImageRecord,
  over: ImageRecord | undefined,
): Promise<CommitResult> => {
  try {
    const { Attributes } = await client.send(new PutItemCommand(putRecordRequest(tableName, record, over)));
    return { outcome: 'committed', ...(Attributes && { replaced: fromItem(Attributes) }) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const current = error.Item && fromItem(error.Item);
    if (!current && !over) throw error;
    if (current && isStoredFormOf(current, record)) return { outcome: 'committed' };
    return { outcome: 'superseded', ...(current && { current }) };
  }
};

/** Then an earlier attempt of this very commit went through and only its answer was lost. */
const isStoredFormOf = (stored: ImageRecord, record: ImageRecord): boolean =>
  isDeepStrictEqual(stored, fromItem(toItem(record)));

const get = async ({ client, tableName }: Table, imageId: string): Promise<ImageRecord | undefined> => {
  const { Item } = await client.send(new GetItemCommand(getRecordRequest(tableName, imageId)));
  return Item && fromItem(Item);
};

/** One more than the page holds, if there is one. */
const newestRecords = async (
  table: Table,
  { limit, before }: PageRequest,
): Promise<readonly ListedRecord[]> => {
  const entries = await newestFirst<Item, Item>(limit + 1, (shard, count, position) =>
    readShard(table, { shard, count, before, position }),
  );
  return entries.map(({ item }) => fromItem(item)).filter(isListed);
};

const readShard = async (
  { client, ...place }: Table,
  query: Omit<ShardQuery, 'tableName' | 'indexName'>,
): Promise<ShardPage<Item, Item>> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand(queryShardRequest({ ...place, ...query })),
  );
  const entries = Items.map(entryOf);
  return LastEvaluatedKey === undefined ? { entries } : { entries, next: LastEvaluatedKey };
};

/** The index holds no item without its sort key. */
const entryOf = (item: Item): Entry<Item> => ({
  listOrder: item[recordTable.index.sortKey.name]?.S ?? '',
  item,
});
