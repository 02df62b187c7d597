import * as v from 'valibot';
import { checkTags } from '../objects/tags.ts';
import type { Tag } from '../store/stored-object.ts';
import { readXml } from './xml-reader.ts';
import type { XmlContent } from './xml-writer.ts';

const taggingSchema = v.object({
  Tagging: v.object({
    TagSet: v.union([
      v.object({ Tag: v.array(v.object({ Key: v.string(), Value: v.string() })) }),
      v.literal(''),
    ]),
  }),
});

/**
 * Tags of an upload's `x-amz-tagging` header, written like a query: `key=value&key=value`.
 * @throws S3Error InvalidTag, BadRequest
 */
export const tagsOfHeader = (header: string | undefined): Tag[] =>
  checkTags(Array.from(new URLSearchParams(header ?? ''), ([key, value]) => ({ key, value })));

/**
 * Tags out of a document.
 * @throws S3Error MalformedXML, InvalidTag, BadRequest
 */
export const tagsOfXml = (document: Uint8Array): Tag[] => {
  const { TagSet } = readXml(document, taggingSchema, ['Tag']).Tagging;
  const tags = TagSet === '' ? [] : TagSet.Tag;
  return checkTags(tags.map(({ Key, Value }) => ({ key: Key, value: Value })));
};

/** The same document, to be sent. */
export const taggingXml = (tags: readonly Tag[]): XmlContent => ({
  TagSet: { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) },
});
