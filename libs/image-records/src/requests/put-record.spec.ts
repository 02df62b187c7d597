import { InvalidRecordError, RecordTooLargeError } from '../errors.ts';
import { toItem } from '../item/stored-item.ts';
import { deletedRecord, readyRecord } from '../testing/records.ts';
import { putRecordRequest } from './put-record.ts';

describe('putRecordRequest', () => {
  it('stores the item unless an equal or newer one stands, and asks for the one it replaces or is refused by', () => {
    const record = readyRecord({ sequencer: '0A', generation: 2 });
    expect(putRecordRequest('ImageMetadata', record)).toEqual({
      TableName: 'ImageMetadata',
      Item: toItem(record),
      ConditionExpression:
        'attribute_not_exists(#imageId) OR #sequencer < :sequencer' +
        ' OR (#sequencer = :sequencer AND #generation < :generation)',
      ExpressionAttributeNames: {
        '#imageId': 'imageId',
        '#sequencer': 'sequencer',
        '#generation': 'generation',
      },
      ExpressionAttributeValues: { ':sequencer': { S: '0A' }, ':generation': { N: '2' } },
      ReturnValues: 'ALL_OLD',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it('puts tombstones under the same condition', () => {
    const { ConditionExpression } = putRecordRequest('ImageMetadata', readyRecord());
    expect(putRecordRequest('ImageMetadata', deletedRecord())).toMatchObject({ ConditionExpression });
  });

  it('stores the item only over the very record that is named', () => {
    const over = readyRecord({ sequencer: '09', generation: 1 });
    expect(putRecordRequest('T', readyRecord({ sequencer: '0A' }), over)).toMatchObject({
      ConditionExpression: '#sequencer = :sequencer AND #generation = :generation',
      ExpressionAttributeNames: { '#sequencer': 'sequencer', '#generation': 'generation' },
      ExpressionAttributeValues: { ':sequencer': { S: '09' }, ':generation': { N: '1' } },
    });
  });

  it('refuses records that must not be sent', () => {
    expect(() => putRecordRequest('T', readyRecord({ width: 0 }))).toThrow(InvalidRecordError);
    expect(() => putRecordRequest('T', readyRecord({ exif: { a: 'x'.repeat(500_000) } }))).toThrow(
      RecordTooLargeError,
    );
  });
});
