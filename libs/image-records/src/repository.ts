import type { ImageRecord, ListedRecord } from './record/image-record.ts';

/** Keeps one record per image: the one of its newest event. */
export interface ImageRecordRepository {
  /**
   * Stores the record if it is newer than the stored one: no record, an older sequencer, or the same sequencer and a
   * lower generation. However many commit at once and in whatever order, the newest stays, and each replaced record
   * is handed to exactly one of them.
   *
   * Committing the very record that is stored says `committed` again, without `replaced`: a retry after an answer
   * that got lost is told the truth.
   *
   * @param options.over the record to replace: nothing is stored unless it still stands. It lets a record take over what
   *   belongs to another, such as its variants, without a moment in which they could be removed
   * @throws InvalidArgumentError when the record is not newer than `over`, or is of another image; nothing is sent
   * @throws InvalidRecordError when the record is malformed or contradicts itself; nothing is sent
   * @throws RecordTooLargeError when it exceeds 400 KB; nothing is sent
   * @throws CorruptRecordError when the stored record cannot be read. If that one was older, it is replaced all the same
   */
  commit(record: ImageRecord, options?: CommitOptions): Promise<CommitResult>;

  /**
   * The newest committed record, never a stale one. Deleted images answer with their tombstone while it lasts.
   *
   * @param imageId as `imageIdOf` gives it
   * @throws InvalidArgumentError when it is no image id
   * @throws CorruptRecordError when the item is no record
   */
  get(imageId: string): Promise<ImageRecord | undefined>;

  /**
   * Ready and rejected records, newest upload first, a page at a time. A walk through all pages meets every record
   * that stays as it is exactly once, whatever is added meanwhile. A commit shows within moments, not at once.
   *
   * @throws InvalidArgumentError when an option is misspelt or out of range
   * @throws InvalidCursorError when the cursor was not given out by `list`
   * @throws CorruptRecordError when an item of the page is no record
   */
  list(options?: ListOptions): Promise<RecordPage>;
}

export interface CommitOptions {
  /** Default: whatever is older. */
  readonly over?: ImageRecord | undefined;
}

export type CommitResult =
  | {
      readonly outcome: 'committed';
      /** What was stored before, if anything. */
      readonly replaced?: ImageRecord;
    }
  | {
      readonly outcome: 'superseded';
      /** The stored record: of a newer event, of the same one, or another than `over`. Absent when `over` is gone. */
      readonly current?: ImageRecord;
    };

export interface ListOptions {
  /** Records in a page, 1 to 200. Default 50. */
  readonly limit?: number;
  /** Of the page before. Default: the newest record begins the page. */
  readonly cursor?: string;
}

export interface RecordPage {
  readonly records: readonly ListedRecord[];
  /** Leads to the next page; absent on the last one. */
  readonly cursor?: string;
}
