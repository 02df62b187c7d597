/** The first element of an XML document, told from the beginning of its text. Offsets are places in that text. */
export interface XmlRoot {
  /** As written, with its prefix if it has one. */
  readonly name: string;
  /** Behind the name: where an attribute can be added. */
  readonly nameEnd: number;
  /** Behind the XML declaration, where a comment can be added; 0 when there is no declaration. */
  readonly declarationEnd: number;
  /** By name; undefined when the tag is cut off or not well-formed. */
  readonly attributes: ReadonlyMap<string, XmlAttribute> | undefined;
}

export interface XmlAttribute {
  /** As written: entities are not replaced. */
  readonly value: string;
  /** Of the value, within its quotes. */
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the root element behind what may precede it: an XML declaration, comments, a document type with entities.
 * Declares and expands nothing, and looks at every character about once, whatever the text is.
 * @returns undefined when the text is no XML, or ends before its root
 */
export const findRoot = (text: string): XmlRoot | undefined => {
  const start = skipProlog(text);
  const name = start !== undefined && matchAt(nameToken, text, start + 1)?.[0];
  if (start === undefined || !name) return undefined;
  const nameEnd = start + 1 + name.length;
  const declarationEnd = matchAt(declaration, text, 0)?.[0].length ?? 0;
  return { name, nameEnd, declarationEnd, attributes: attributesFrom(text, nameEnd) };
};

/*
 * Sticky, and in none of them can two neighbours take the same character: no text makes them try again and again.
 * White space is that of XML 1.0, section 2.3; `\s` has more, such as the second byte of an à in UTF-8.
 */
const space = /[ \t\r\n]*/y;
const declaration = /<\?xml[ \t\r\n][^?>]*\?>/y;
const nameToken = /[^ \t\r\n=>/"'<!?]+/y;
const attributeToken = /[ \t\r\n]+([^ \t\r\n=>/"'<]+)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /[ \t\r\n]*\/?>/y;

const matchAt = (token: RegExp, text: string, at: number): RegExpExecArray | null => {
  token.lastIndex = at;
  return token.exec(text);
};

/** XML 1.0, section 2.8: where the root's `<` is. */
const skipProlog = (text: string): number | undefined => {
  let at: number | undefined = 0;
  while (at !== undefined) {
    at += matchAt(space, text, at)?.[0].length ?? 0;
    if (text.startsWith('<?', at)) at = endOf('?>', text, at);
    else if (text.startsWith('<!--', at)) at = endOf('-->', text, at + 4);
    else if (text.startsWith('<!DOCTYPE', at)) at = skipDoctype(text, at);
    else return text[at] === '<' ? at : undefined;
  }
  return undefined;
};

/** Its internal subset is in brackets, and anything may stand in quotes and comments there. */
const skipDoctype = (text: string, from: number): number | undefined => {
  let inSubset = false;
  let at: number | undefined = from;
  while (at !== undefined && at < text.length) {
    const character = text.charAt(at);
    if (character === '>' && !inSubset) return at + 1;
    if (character === '[') inSubset = true;
    if (character === ']') inSubset = false;
    if (character === '"' || character === "'") at = endOf(character, text, at + 1);
    else if (text.startsWith('<!--', at)) at = endOf('-->', text, at + 4);
    else if (text.startsWith('<?', at)) at = endOf('?>', text, at);
    else at += 1;
  }
  return undefined;
};

const endOf = (mark: string, text: string, from: number): number | undefined => {
  const at = text.indexOf(mark, from);
  return at < 0 ? undefined : at + mark.length;
};

const attributesFrom = (text: string, from: number): XmlRoot['attributes'] => {
  const attributes = new Map<string, XmlAttribute>();
  let at = from;
  for (let found = matchAt(attributeToken, text, at); found; found = matchAt(attributeToken, text, at)) {
    const [token, name = '', quoted, apostrophed] = found;
    const value = quoted ?? apostrophed ?? '';
    at += token.length;
    attributes.set(name, { value, start: at - 1 - value.length, end: at - 1 });
  }
  return matchAt(tagEnd, text, at) ? attributes : undefined;
};
