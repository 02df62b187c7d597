/**
 * How long the record of a deleted image is kept, in days: a stack's `tombstoneDays` starts from `fallback` and stays
 * within the bounds.
 *
 * A tombstone has to outlast the latest event of its object's past, or that event brings the image's record back.
 * Lambda tries an event for 6 hours; a dead letter waits for 14 days and may then be redriven. 30 days leave as much
 * again for a queue that somebody keeps longer, and what they cost is one small item.
 */
export const tombstoneDays = { fallback: 30, least: 1, most: 3650 } as const;

const millisecondsOfDay = 86_400_000;

/**
 * When DynamoDB may remove a tombstone: whole seconds since 1970, as the table's time to live counts. It does so within
 * a few days after that: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export const tombstoneExpiry = (deletedAt: Date, days: number): number =>
  Math.ceil((deletedAt.getTime() + days * millisecondsOfDay) / 1000);
