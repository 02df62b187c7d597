import { InvalidArgumentError } from '../errors.ts';
import { getRecordRequest } from './get-record.ts';

describe('getRecordRequest', () => {
  it('reads one item by its key, consistently', () => {
    const imageId = 'ab'.repeat(16);
    expect(getRecordRequest('ImageMetadata', imageId)).toEqual({
      TableName: 'ImageMetadata',
      Key: { imageId: { S: imageId } },
      ConsistentRead: true,
    });
  });

  it('refuses what is no image id', () => {
    expect(() => getRecordRequest('ImageMetadata', 'cat.jpg')).toThrow(InvalidArgumentError);
  });
});
