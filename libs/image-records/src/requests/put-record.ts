import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ImageRecord } from '../record/image-record.ts';
import { checkOver } from '../event-order/check-over.ts';
import type { PlaceInOrder } from '../event-order/record-order.ts';
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

/** True when the stored record is this very one. An order is given away once, so it names a record. */
export const storedIsThis = '#sequencer = :sequencer AND #generation = :generation';

/**
 * Stores the record under the condition and answers with the one it replaced, or else with the one that refused it.
 *
 * @param over the record that must still stand, if it matters
 * @throws InvalidArgumentError
 * @throws InvalidRecordError
 * @throws RecordTooLargeError
 */
export const putRecordRequest = (
  tableName: string,
  record: ImageRecord,
  over?: ImageRecord,
): PutItemCommandInput => ({
  TableName: tableName,
  Item: toItem(record),
  ...(over === undefined
    ? {
        ConditionExpression: storedIsOlder,
        ExpressionAttributeNames: { '#imageId': 'imageId', ...orderNames },
        ExpressionAttributeValues: orderValues(record),
      }
    : {
        ConditionExpression: storedIsThis,
        ExpressionAttributeNames: orderNames,
        ExpressionAttributeValues: orderValues(checkOver(over, record)),
      }),
  ReturnValues: 'ALL_OLD',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
});

const orderNames = { '#sequencer': 'sequencer', '#generation': 'generation' };

const orderValues = ({ sequencer, generation }: PlaceInOrder) =>
  marshall({ ':sequencer': sequencer, ':generation': generation });
