import parseSrcset from 'parse-srcset';
import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;

export interface ParsedElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a browser's parser makes of the markup: every element in document order, and whatever text lies about. */
export const parsedMarkup = (html: string): { elements: ParsedElement[]; texts: string[] } => {
  const elements: ParsedElement[] = [];
  const texts: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.ChildNode): void => {
    if ('tagName' in node) {
      elements.push({ tag: node.tagName, attributes: attributesOf(node) });
      node.childNodes.forEach(visit);
    } else {
      texts.push(node.nodeName);
    }
  };
  parseFragment(html).childNodes.forEach(visit);
  return { elements, texts };
};

const attributesOf = (element: Element): Record<string, string> =>
  Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));

/** Candidates as a browser splits a srcset. */
export const candidates = (srcset: string): { url: string; width: number | undefined }[] =>
  parseSrcset(srcset).map(({ url, w }) => ({ url, width: w }));
