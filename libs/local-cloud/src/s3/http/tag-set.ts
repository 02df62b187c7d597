import * as v from 'valibot';
import { S3Error } from '../s3-error.ts';
import type { Tag } from '../store/stored-object.ts';
import { readXml } from './xml-reader.ts';
import type { XmlContent } from './xml-writer.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
const maxTags = 10;
const maxKeyLength = 128;
const maxValueLength = 256;
const allowedText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const taggingSchema = v.object({
  Tagging: v.object({
    TagSet: v.union([
      v.object({ Tag: v.array(v.object({ Key: v.string(), Value: v.string() })) }),
      v.literal(''),
    ]),
  }),
});

/** Tags of an upload's `x-amz-tagging` header, written like a query: `key=value&key=value`. */
export const tagsOfHeader = (header: string | undefined): Tag[] =>
  checkTags(Array.from(new URLSearchParams(header ?? ''), ([key, value]) => ({ key, value })));

/** @throws S3Error MalformedXML, InvalidTag, BadRequest */
export const tagsOfXml = (document: Uint8Array): Tag[] => {
  const { TagSet } = readXml(document, taggingSchema, ['Tag']).Tagging;
  const tags = TagSet === '' ? [] : TagSet.Tag;
  return checkTags(tags.map(({ Key, Value }) => ({ key: Key, value: Value })));
};

export const taggingXml = (tags: readonly Tag[]): XmlContent => ({
  TagSet: { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) },
});

const checkTags = (tags: Tag[]): Tag[] => {
  if (tags.length > maxTags) {
    throw new S3Error('BadRequest', `Object tags cannot be greater than ${String(maxTags)}`);
  }
  for (const { key, value } of tags) {
    if (key === '' || key.length > maxKeyLength || !allowedText.test(key)) {
      throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid', {
        context: { TagKey: key },
      });
    }
    if (value.length > maxValueLength || !allowedText.test(value)) {
      throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid', {
        context: { TagKey: key, TagValue: value },
      });
    }
  }
  if (new Set(tags.map(({ key }) => key)).size !== tags.length) {
    throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  return tags;
};
