import { S3Error } from '../s3-error.ts';
import type { Tag } from '../store/stored-object.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
const maxTags = 10;
const maxKeyLength = 128;
const maxValueLength = 256;
const allowedText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Holds tags to S3's rules and returns them.
 * @throws S3Error InvalidTag, BadRequest
 */
export const checkTags = (tags: Tag[]): Tag[] => {
  if (tags.length > maxTags) {
    throw new S3Error('BadRequest', `Object tags cannot be greater than ${maxTags}.`);
  }
  for (const { key, value } of tags) {
    if (key === '' || key.length > maxKeyLength || !allowedText.test(key)) {
      throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid.', {
        context: { TagKey: key },
      });
    }
    if (value.length > maxValueLength || !allowedText.test(value)) {
      throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid.', {
        context: { TagKey: key, TagValue: value },
      });
    }
  }
  if (new Set(tags.map(({ key }) => key)).size !== tags.length) {
    throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key.');
  }
  return tags;
};
