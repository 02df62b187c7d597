export { tombstoneDays } from './record/tombstone-lifetime.ts';

/**
 * What the repository expects of its table, for whoever declares that. This file is a door of its own, and nothing
 * that it imports loads the AWS SDK: the Pulumi program evaluates it.
 *
 * The index is sparse: deleted records carry neither of its keys and so are not listed. Its partition is sharded
 * because all uploads of a moment write to its newest end, and one partition takes 1,000 writes a second:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-sharding.html
 */
export const recordTable = {
  partitionKey: { name: 'imageId', type: 'S' },
  index: {
    name: 'byUploadedAt',
    partitionKey: { name: 'listShard', type: 'N' },
    sortKey: { name: 'listOrder', type: 'S' },
    projection: 'ALL',
  },
  /** Holds whole seconds since 1970. */
  ttlAttribute: 'expiresAt',
  /** `listShard` goes from 0 to one less. Lowering it would hide records; raising it spreads new writes only. */
  shards: 8,
} as const;
