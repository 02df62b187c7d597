import type { ImageRecord } from './image-record.ts';
import { compareSequencers } from '../identity/sequencer.ts';

/** Whether `record` is of a newer event than `other`, or of a later generation of the same one. */
export const isNewer = (record: ImageRecord, other: ImageRecord): boolean => {
  const order = compareSequencers(record.sequencer, other.sequencer);
  return order === 0 ? record.generation > other.generation : order > 0;
};
