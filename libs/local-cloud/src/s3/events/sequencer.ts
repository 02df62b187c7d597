import type { DatabaseSync } from 'node:sqlite';

/** Milliseconds leave 2^20 changes each: enough to follow the clock, and 63 bits last until the year 2248. */
const ticksPerMillisecond = 1n << 20n;

/**
 * Numbers the changes of a store, ascending also across restarts and backward clock steps: 16 upper-case hex digits.
 * It follows the clock so that a store which lost its files still continues above the numbers it gave out before.
 */
export const createSequencer = (database: DatabaseSync): (() => string) => {
  const advance = database.prepare('UPDATE sequencer SET last = max(last + 1, ?) RETURNING last');
  advance.setReadBigInts(true);
  return () => {
    const last = advance.get(BigInt(Date.now()) * ticksPerMillisecond)?.['last'];
    if (typeof last !== 'bigint') throw new Error('The sequencer of the S3 index is missing.');
    return last.toString(16).toUpperCase().padStart(16, '0');
  };
};
