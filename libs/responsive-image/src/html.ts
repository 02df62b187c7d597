const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A parser turns a carriage return in its input into a line feed, but leaves one that is written as a reference.
  '\r': '&#13;',
  // No HTML can carry U+0000; this is what a parser would make of it.
  '\0': '\uFFFD',
};

/**
 * An element's start tag. Values are quoted and escaped, so no value ends its attribute; half a surrogate pair, which
 * no encoding carries, becomes U+FFFD. An undefined value leaves its attribute out.
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#attribute-value-(double-quoted)-state
 */
export const startTag = (
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${escaped(String(value))}"`);
  return `<${name}${written.join('')}>`;
};

const escaped = (text: string): string =>
  text.toWellFormed().replace(/[&<>"'\r\0]/g, (character) => references[character] ?? character);
