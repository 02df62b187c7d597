import { InvalidArgumentError } from '../errors.ts';
import type { ImageRecord } from '../record/image-record.ts';
import { isNewer } from './record-order.ts';

/**
 * The record that is to be replaced, if the other may do so: a table never goes back to an older event.
 *
 * @throws InvalidArgumentError when the record is not newer, or is of another image
 */
export const checkOver = (over: ImageRecord, record: ImageRecord): ImageRecord => {
  if (over.imageId !== record.imageId || !isNewer(record, over)) {
    const { imageId, sequencer, generation } = over;
    throw new InvalidArgumentError('over', 'an older record of the same image', {
      imageId,
      sequencer,
      generation,
    });
  }
  return over;
};
