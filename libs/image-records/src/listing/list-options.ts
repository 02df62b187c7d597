import * as v from 'valibot';
import { readCursor } from './list-cursor.ts';
import { readOptions } from '../options.ts';

const defaultLimit = 50;
/** 200 usual records are about 0.8 MB: what a page costs in memory and read capacity stays bounded. */
const maxLimit = 200;

const schema = v.strictObject({
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxLimit)), defaultLimit),
  cursor: v.optional(v.unknown()),
});

const expectations = {
  limit: `a whole number from 1 to ${maxLimit}`,
  cursor: 'the cursor of the page before',
};

/** Which part of the listing is asked for. */
export interface PageRequest {
  readonly limit: number;
  /** Only records whose `listOrder` is below this. */
  readonly before?: string;
}

/**
 * @throws InvalidArgumentError when an option is misspelt or out of range
 * @throws InvalidCursorError
 */
export const readListOptions = (options: unknown): PageRequest => {
  const { limit, cursor } = readOptions('list', schema, expectations, options);
  return cursor === undefined ? { limit } : { limit, before: readCursor(cursor) };
};
