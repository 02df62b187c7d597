import { putRecordRequest } from './requests/put-record.ts';
import { recordTable } from './table.ts';
import { deletedRecord, readyRecord } from './testing/records.ts';

describe('recordTable', () => {
  it('names attributes that items really carry, of the types it says', () => {
    const { Item: ready } = putRecordRequest('T', readyRecord());
    const { Item: deleted } = putRecordRequest('T', deletedRecord());
    const { partitionKey, index, ttlAttribute } = recordTable;
    expect(ready).toEqual(
      expect.objectContaining({
        [partitionKey.name]: { [partitionKey.type]: expect.any(String) },
        [index.partitionKey.name]: { [index.partitionKey.type]: expect.any(String) },
        [index.sortKey.name]: { [index.sortKey.type]: expect.any(String) },
      }),
    );
    expect(ready).not.toHaveProperty(ttlAttribute);
    expect(deleted).toHaveProperty(ttlAttribute, { N: expect.any(String) });
    expect(deleted).not.toHaveProperty(index.partitionKey.name);
    expect(deleted).not.toHaveProperty(index.sortKey.name);
  });
});
