import { imageIdOf } from '@image-pipeline/image-records';
import { createInMemoryImageRecordRepository, readyRecord } from '@image-pipeline/image-records/testing';
import type { Stack } from '../stack/connect-stack.ts';
import { findImage, imageIdFrom, keyFrom } from './image-reference.ts';

const outputs = {
  rawBucket: 'raw-images-test',
  processedBucket: 'processed-images-test',
  cdnBaseUrl: 'https://cdn.example.com/images',
} as Stack['outputs'];
const record = readyRecord({ source: { key: 'holiday/a b.jpg' } });
const { imageId } = record;
const variantKey = record.variants[0]!.key;

describe('an image', () => {
  it.each([
    ['its id', imageId],
    ['its key', 'holiday/a b.jpg'],
    ['where it lies', 's3://raw-images-test/holiday/a b.jpg'],
    ['the address of a variant', `https://cdn.example.com/images/${variantKey}`],
    ['where a variant lies', `s3://processed-images-test/${variantKey}`],
    ['the key of a variant', variantKey],
  ])('is found by %s', async (_what, reference) => {
    const records = createInMemoryImageRecordRepository();
    await records.commit(record);
    expect(await findImage({ outputs, records }, reference)).toEqual(record);
  });

  it.each(['', 'holiday/A b.jpg', 'https://elsewhere.example.com/x.jpg'])(
    'is nobody by %j',
    async (reference) => {
      const records = createInMemoryImageRecordRepository();
      await expect(findImage({ outputs, records }, reference)).rejects.toMatchObject({ code: 'no-image' });
    },
  );

  it('is told from a key in the raw bucket', () => {
    expect(keyFrom({ outputs }, 's3://raw-images-test/holiday/a b.jpg')).toBe('holiday/a b.jpg');
    expect(keyFrom({ outputs }, 'holiday/a b.jpg')).toBe('holiday/a b.jpg');
    for (const reference of [imageId, variantKey, `https://cdn.example.com/images/${variantKey}`]) {
      expect(keyFrom({ outputs }, reference)).toBeUndefined();
    }
  });

  it('may have a key that looks like something else', () => {
    for (const key of ['a/b/c.jpg', `${'z'.repeat(32)}/r/thumb.jpg`]) {
      expect(imageIdFrom({ outputs }, key)).toBe(imageIdOf({ bucket: outputs.rawBucket, key }));
    }
  });
});
