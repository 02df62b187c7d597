import type { ListedRecord } from '../record/image-record.ts';
import { cursorAfter } from './list-cursor.ts';
import { listOrderOf } from './listing.ts';
import type { RecordPage } from '../repository.ts';

/**
 * Makes a page of what was found when one record more than the page holds was looked for: that one tells whether there
 * is a next page, so the last page never leads to an empty one.
 */
export const pageOf = (found: readonly ListedRecord[], limit: number): RecordPage => {
  const records = found.slice(0, limit);
  const last = records.at(-1);
  if (last === undefined || found.length <= limit) return { records };
  return { records, cursor: cursorAfter(listOrderOf(last)) };
};
