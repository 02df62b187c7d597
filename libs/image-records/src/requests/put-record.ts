import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ImageRecord } from '../record/image-record.ts';
import { toItem } from '../item/stored-item.ts';

/*
 * Why a condition. S3 tells at least once and in any order, and Lambda runs what it is told at the same time:
 *
 *   object   put 1       put 2       delete 3
 *   ──────────┬───────────┬────────────┬───────────────────────────────────────────────────▶ time
 *             │           └─ event 2 ──│─ render ── commit 2 ✓ (no record)
 *             │                        └─ event 3 ─────────── commit 3 ✓ (2 is older): a tombstone
 *             └─ event 1, a minute late ───────────────────────────── render ── commit 1 ✗ (3 is newer)
 *                                            event 2 once more ── render ── commit 2 ✗ (3 is newer)
 *
 * Sequencers order the events of one key. A reprocess answers no event: it keeps the sequencer and raises the
 * generation, so it replaces the rendering of the same event and loses to any newer one.
 */
const noRecord = 'attribute_not_exists(#imageId)';
const olderEvent = '#sequencer < :sequencer';
const sameEventLowerGeneration = '(#sequencer = :sequencer AND #generation < :generation)';

/** True when the stored record, if there is one, is to be replaced. */
export const storedIsOlder = [noRecord, olderEvent, sameEventLowerGeneration].join(' OR ');

/**
 * Stores the record under the condition and answers with the one it replaced, or else with the one that refused it.
 *
 * @throws InvalidRecordError
 * @throws RecordTooLargeError
 */
export const putRecordRequest = (tableName: string, record: ImageRecord): PutItemCommandInput => ({
  TableName: tableName,
  Item: toItem(record),
  ConditionExpression: storedIsOlder,
  ExpressionAttributeNames: {
    '#imageId': 'imageId',
    '#sequencer': 'sequencer',
    '#generation': 'generation',
  },
  ExpressionAttributeValues: marshall({
    ':sequencer': record.sequencer,
    ':generation': record.generation,
  }),
  ReturnValues: 'ALL_OLD',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
});
