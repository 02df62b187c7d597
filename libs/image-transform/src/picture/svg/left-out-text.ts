import { textOf } from '@image-pipeline/image-file';

/** Elements of text that librsvg never draws: SVG 2, section 11.8; `flowRoot` is of a draft of SVG 1.2, from Inkscape. */
const unreadElements = ['textPath', 'flowRoot'];

/** Bytes of a prefix in front of an element's name that are looked at: those in use are shorter. */
const longestPrefix = 64;

/**
 * Whether a document has text that its drawing does not show. What stands in a comment counts as if it were shown.
 * @param withoutFonts whether it was drawn on a machine that has no fonts
 */
export const leavesOutText = (bytes: Uint8Array, withoutFonts: boolean): boolean => {
  const document = textOf(bytes);
  const names = withoutFonts ? ['text', ...unreadElements] : unreadElements;
  return names.some((name) => hasElement(document, name));
};

const hasElement = (document: Buffer, name: string): boolean => {
  for (let at = document.indexOf(name); at >= 0; at = document.indexOf(name, at + 1)) {
    const before = document.toString('latin1', Math.max(0, at - longestPrefix), at);
    const behind = document.toString('latin1', at + name.length, at + name.length + 1);
    if (/<(?:[^\s<>:/]+:)?$/.test(before) && /[\s/>]/.test(behind)) return true;
  }
  return false;
};
