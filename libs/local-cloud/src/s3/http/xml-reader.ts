import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as v from 'valibot';
import { S3Error } from '../s3-error.ts';

const malformed = (cause?: unknown): S3Error =>
  new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema.',
    { cause },
  );

/**
 * Parses a request document and checks it against `schema`.
 * @param repeated names of elements that may occur several times; each becomes an array, also when it occurs once
 * @throws S3Error MalformedXML
 */
export const readXml = <Schema extends v.GenericSchema>(
  bytes: Uint8Array,
  schema: Schema,
  repeated: readonly string[] = [],
): v.InferOutput<Schema> => {
  const text = decodeUtf8(bytes);
  // A document type can define entities that explode; CDATA would slip past the decoder below. S3 takes neither.
  if (/<!(?!--)/.test(text)) throw malformed();
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw malformed(validity.err);
  const result = v.safeParse(schema, parse(text, repeated));
  if (!result.success) throw malformed(new v.ValiError(result.issues));
  return result.output;
};

const decodeUtf8 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed(cause);
  }
};

const parse = (text: string, repeated: readonly string[]): unknown => {
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    trimValues: false,
    maxNestedTags: 16,
    // The parser drops references to control characters, and `&#x1;` may be part of a key that is to be deleted.
    processEntities: false,
    tagValueProcessor: (_name, value) => decodeReferences(value),
    isArray: (name) => repeated.includes(name),
  });
  try {
    return withoutLayout(parser.parse(text));
  } catch (cause) {
    if (cause instanceof S3Error) throw cause;
    throw malformed(cause);
  }
};

const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const decodeReferences = (text: string): string =>
  text.replace(/&([^;]*);?/g, (_reference, name: string) => {
    const code = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name);
    const point = code === null ? -1 : parseInt(code[1] ?? code[2] ?? '', code[1] === undefined ? 10 : 16);
    const isCharacter = point >= 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    const character = isCharacter ? String.fromCodePoint(point) : named.get(name);
    if (character === undefined) throw malformed();
    return character;
  });

/** Removes the white space between elements, which the parser keeps as text beside them. */
const withoutLayout = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(withoutLayout);
  if (typeof node !== 'object' || node === null) return node;
  const children = Object.entries(node).filter(
    ([name, value]) => !(name === '#text' && typeof value === 'string' && value.trim() === ''),
  );
  return Object.fromEntries(children.map(([name, value]) => [name, withoutLayout(value)]));
};
