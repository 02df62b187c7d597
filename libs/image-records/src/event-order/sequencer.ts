import { InvalidArgumentError } from '../errors.ts';

/** S3's sequencers have 16 to 18 digits today; far more than that is no sequencer. */
const hexadecimal = /^[0-9A-F]{1,64}$/i;
const trailingZeros = /0+$/;

/**
 * Brings a sequencer into the one spelling in which text order is event order: upper case, no zeros at the end.
 *
 * S3 orders two events of one key by their sequencers with the shorter one padded *on the right* with zeros. DynamoDB
 * compares text as it stands. Padding gives way to its opposite: a text without trailing zeros sorts before every
 * extension of itself, just as its padded form does. One zero is kept when there is nothing else, so that the
 * spelling is never empty; `0` is older than every sequencer S3 gives.
 *
 * Sequencers of different keys have no order.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 *
 * @param sequencer as in an S3 event: 1 to 64 hexadecimal digits
 * @throws InvalidArgumentError when it is none
 */
export const normaliseSequencer = (sequencer: string): string => {
  if (typeof sequencer !== 'string' || !hexadecimal.test(sequencer)) {
    throw new InvalidArgumentError('sequencer', '1 to 64 hexadecimal digits', sequencer);
  }
  return sequencer.toUpperCase().replace(trailingZeros, '') || '0';
};

/**
 * Orders two sequencers of one key in any spelling: -1 when `a` is the older event, 1 when it is the newer one.
 *
 * @throws InvalidArgumentError when one of them is no sequencer
 */
export const compareSequencers = (a: string, b: string): -1 | 0 | 1 => {
  const [left, right] = [normaliseSequencer(a), normaliseSequencer(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};
