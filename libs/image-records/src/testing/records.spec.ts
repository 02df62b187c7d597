import { checkRecord } from '../record/check-record.ts';
import { imageIdOf } from '../identity/image-id.ts';
import { deletedRecord, readyRecord, rejectedRecord } from './records.ts';

describe('record builders', () => {
  it.each([readyRecord, rejectedRecord, deletedRecord])('make valid records: $name', (build) => {
    expect(checkRecord(build())).toEqual(build());
  });

  it('let the id and the variants follow from source and revision', () => {
    const record = readyRecord({ source: { key: 'cat.jpg', eTag: 'abc' }, revision: 'r2' });
    expect(record.source).toMatchObject({ key: 'cat.jpg', eTag: 'abc', bytes: expect.any(Number) });
    expect(record.imageId).toBe(imageIdOf(record.source));
    expect(record.variants[0]?.key).toBe(`${record.imageId}/r2/thumb.jpg`);
    expect(checkRecord(record)).toEqual(record);
    for (const build of [rejectedRecord, deletedRecord]) {
      const other = build({ source: { key: 'cat.jpg' } });
      expect(other.imageId).toBe(record.imageId);
      expect(checkRecord(other)).toEqual(other);
    }
  });

  it('have what is asked for instead', () => {
    expect(readyRecord({ width: 1, variants: [] })).toMatchObject({ width: 1, variants: [] });
    expect(rejectedRecord({ sequencer: '0F' }).sequencer).toBe('0F');
    expect(deletedRecord({ expiresAt: 1 }).expiresAt).toBe(1);
  });
});
