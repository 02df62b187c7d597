/** What an element may hold: text, child elements, or (an array) the element itself several times. */
export type XmlContent =
  string | number | boolean | undefined | readonly XmlContent[] | { readonly [element: string]: XmlContent };

/** A time, in milliseconds since 1970, as S3 writes it in its documents. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

const s3Namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** An XML document, by default in S3's namespace; `undefined` content leaves the element out. */
export const xmlDocument = (root: string, content: XmlContent, namespace = s3Namespace): string => {
  const attribute = namespace === '' ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${inner(content)}</${root}>`;
};

const inner = (content: XmlContent): string => {
  if (content === undefined) return '';
  if (typeof content !== 'object') return escapeText(String(content));
  return Object.entries(content)
    .map(([name, value]) => element(name, value))
    .join('');
};

const element = (name: string, content: XmlContent): string => {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map((item: XmlContent) => element(name, item)).join('');
  return `<${name}>${inner(content)}</${name}>`;
};

/**
 * Keys may hold any character. Control characters have no literal form in XML (and a parser folds a carriage
 * return into a line feed), so they are written as character references, as S3 does.
 */
const escapeText = (text: string): string =>
  text.replace(/[&<>"'\p{Cc}\ufffe\uffff]/gu, (character) => named[character] ?? numeric(character));

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const numeric = (character: string): string => `&#x${character.charCodeAt(0).toString(16)};`;
