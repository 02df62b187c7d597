import { InvalidCursorError } from '../errors.ts';
import { isInstant } from '../record/instant.ts';
import { listOrderPattern } from './listing.ts';

/** The place in the listing after a record, opaque to callers: they must not build on what it says. */
export const cursorAfter = (listOrder: string): string => Buffer.from(listOrder).toString('base64url');

/**
 * The `listOrder` a cursor was made from. Cursors are not signed: a made-up one that is well-formed is a place in the
 * listing that its maker could have paged to anyway.
 *
 * @throws InvalidCursorError when it is not, to the letter, what `cursorAfter` makes
 */
export const readCursor = (cursor: unknown): string => {
  if (typeof cursor !== 'string') throw new InvalidCursorError(cursor);
  const listOrder = Buffer.from(cursor, 'base64url').toString();
  const isPlace = listOrderPattern.test(listOrder) && isInstant(listOrder.slice(0, listOrder.indexOf('#')));
  // Decoding skips what is not base64url, so only encoding again tells the given cursor from a garbled one.
  if (!isPlace || cursorAfter(listOrder) !== cursor) throw new InvalidCursorError(cursor);
  return listOrder;
};
