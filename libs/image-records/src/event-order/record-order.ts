import { compareSequencers } from './sequencer.ts';

/** What decides which of two records of one image is newer. */
export interface PlaceInOrder {
  /** Of the event that led to the record. */
  readonly sequencer: string;
  /** 0 from events; each reprocess of what an event led to raises it. */
  readonly generation: number;
}

/**
 * Whether `record` is of a newer event than `other`, or of a later generation of the same one. The table decides by
 * the same rule, written as a condition: `storedIsOlder` in `requests/put-record.ts`.
 *
 * @throws InvalidArgumentError when one of them has no sequencer
 */
export const isNewer = (record: PlaceInOrder, other: PlaceInOrder): boolean => {
  const order = compareSequencers(record.sequencer, other.sequencer);
  return order === 0 ? record.generation > other.generation : order > 0;
};
