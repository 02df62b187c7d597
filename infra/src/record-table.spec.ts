import { defaultProgram, programWith } from '../testing/default-program.ts';

const table = async () => (await defaultProgram()).find('aws:dynamodb/table:Table', 'records');

describe('RecordTable', () => {
  it('keeps an item per image and is paid by request', async () => {
    expect((await table()).inputs).toMatchObject({
      name: 'ImageMetadata-dev',
      hashKey: 'imageId',
      billingMode: 'PAY_PER_REQUEST',
    });
    expect((await table()).inputs).not.toHaveProperty('rangeKey');
  });

  it('lists images through a sharded index with whole records', async () => {
    const { inputs } = await table();
    expect(inputs.globalSecondaryIndexes).toEqual([
      {
        name: 'byUploadedAt',
        keySchemas: [
          { attributeName: 'listShard', keyType: 'HASH' },
          { attributeName: 'listOrder', keyType: 'RANGE' },
        ],
        projectionType: 'ALL',
      },
    ]);
  });

  it('declares the attributes that are keys and no other: DynamoDB refuses those', async () => {
    expect((await table()).inputs.attributes).toEqual([
      { name: 'imageId', type: 'S' },
      { name: 'listShard', type: 'N' },
      { name: 'listOrder', type: 'S' },
    ]);
  });

  it('forgets tombstones, and can be put back to any second of the last weeks', async () => {
    expect((await table()).inputs).toMatchObject({
      ttl: { attributeName: 'expiresAt', enabled: true },
      pointInTimeRecovery: { enabled: true },
    });
  });

  it('is protected unless the stack says otherwise', async () => {
    expect((await table()).inputs.deletionProtectionEnabled).toBe(true);
    expect((await table()).protected).toBe(true);
    const open = (await programWith({ deletionProtection: 'false' })).find(
      'aws:dynamodb/table:Table',
      'records',
    );
    expect(open.inputs.deletionProtectionEnabled).toBe(false);
    expect(open.protected).toBe(false);
  });
});
