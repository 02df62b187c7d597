import { XMLParser } from 'fast-xml-parser';
import { isObject } from '@image-pipeline/errors';
import type { RawDescription } from '../values/raw-description.ts';
import { decodeText } from '../values/text.ts';

/** A main packet in a JPEG has at most 64 KiB; at this size the worst XML known takes a third of a second. */
const maxPacketBytes = 262_144;

/**
 * Elements as objects, attributes marked by `@`, everything as text. Entities are left alone: XMP needs XML's own five
 * and character references, which are resolved in the few texts that are wanted and can make none of them longer.
 */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // x:xmpmeta, rdf:RDF, rdf:Description, dc:title, rdf:Alt, rdf:li make six; structures of others nest deeper.
  maxNestedTags: 64,
});

/** The description in a packet, by the Dublin Core schema: XMP Specification part 1 (ISO 16684-1), section 8.3. */
export const readXmp = (packet: Uint8Array): RawDescription | undefined => {
  if (packet.byteLength > maxPacketBytes) return undefined;
  const text = decodeText(packet);
  // XMP has no use for a document type, which is where entities that grow are declared.
  if (text.includes('<!DOCTYPE')) return undefined;
  const root = parsed(text);
  if (root === undefined) return undefined;

  const rdf = prefixOf(text, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf');
  const dc = prefixOf(text, 'http://purl.org/dc/elements/1.1/', 'dc');
  const meta = prefixOf(text, 'adobe:ns:meta/', 'x');
  const resources = [root, ...children(root, `${meta}:xmpmeta`), ...children(root, `${meta}:xapmeta`)]
    .flatMap((parent) => children(parent, `${rdf}:RDF`))
    .flatMap((parent) => children(parent, `${rdf}:Description`));

  const property = (name: string) =>
    resources.flatMap((resource) => valuesOf(resource, `${dc}:${name}`, rdf));
  const inDefaultLanguage = (name: string) => {
    const values = property(name);
    const chosen = values.find(({ language }) => language === 'x-default') ?? values[0];
    return chosen ? [chosen.text] : [];
  };
  return {
    title: inDefaultLanguage('title'),
    caption: inDefaultLanguage('description'),
    rights: inDefaultLanguage('rights'),
    creator: property('creator').map((value) => value.text),
    keywords: property('subject').map((value) => value.text),
  };
};

/** An element with anything in it; one with text alone is that text. */
type Element = Readonly<Record<string, unknown>>;

const parsed = (text: string): Element | undefined => {
  try {
    return parser.parse(text) as Element;
  } catch {
    // Not well-formed, too deep, or names that reach for prototypes: the picture is as good without its XMP.
    return undefined;
  }
};

/** Prefixes are the writer's choice; next to all write the usual ones, in one declaration for the whole packet. */
const prefixOf = (text: string, namespace: string, usual: string): string => {
  for (const [, prefix, declared] of text.matchAll(/xmlns:([\w.-]+)\s*=\s*["']([^"'<>]{0,99})["']/g)) {
    if (declared === namespace) return prefix ?? usual;
  }
  return usual;
};

const nodes = (parent: Element, name: string): readonly unknown[] => {
  const found = Object.hasOwn(parent, name) ? parent[name] : undefined;
  return Array.isArray(found) ? found : found === undefined ? [] : [found];
};

const children = (parent: Element, name: string) => nodes(parent, name).filter(isObject);

interface Value {
  readonly text: string;
  readonly language?: string;
}

/** The items of an array of any kind, or the one value written as text or, in short, as an attribute. */
const valuesOf = (resource: Element, name: string, rdf: string): readonly Value[] => {
  const given = [...nodes(resource, name), ...nodes(resource, `@${name}`)];
  return given.flatMap((node) => {
    if (!isObject(node)) return [valueOf(node, rdf)];
    const arrays = ['Alt', 'Bag', 'Seq'].flatMap((kind) => children(node, `${rdf}:${kind}`));
    const items = arrays.flatMap((array) => nodes(array, `${rdf}:li`));
    return arrays.length > 0 ? items.map((item) => valueOf(item, rdf)) : [valueOf(node, rdf)];
  });
};

/** An item with qualifiers keeps its own value in rdf:value. */
const valueOf = (node: unknown, rdf: string): Value => {
  if (!isObject(node)) return { text: resolved(node) };
  const language = node['@xml:lang'];
  return {
    text: resolved(nodes(node, `${rdf}:value`)[0] ?? node['#text']),
    ...(typeof language === 'string' && { language: language.toLowerCase() }),
  };
};

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML 1.0, sections 4.1 and 4.6; a reference to nothing stays as it is written. */
const resolved = (text: unknown): string => {
  if (typeof text !== 'string') return '';
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (written, hex, decimal, name) => {
      if (name !== undefined) return named[String(name)] ?? written;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : written;
    },
  );
};
