import { findRoot, type XmlRoot } from './xml-root.ts';

/** The root stands at the beginning, behind a licence or the entities of Illustrator, which take about 10 kB. */
const headBytes = 64 * 1024;

/** The root element of an SVG; undefined when the bytes are something else. Offsets are places in `textOf(bytes)`. */
export const svgRootOf = (bytes: Uint8Array): XmlRoot | undefined => {
  const head = textOf(bytes.subarray(0, headBytes));
  const root = findRoot(head.toString('latin1'));
  return root && /^(?:[^:]+:)?svg$/.test(root.name) ? root : undefined;
};

/**
 * The document in an encoding that contains ASCII, without a byte order mark: what markup is can then be told by bytes.
 * UTF-16 becomes UTF-8, and loses the declaration that says otherwise; anything else stays as it is, uncopied.
 */
export const textOf = (bytes: Uint8Array): Buffer => {
  const encoding = utf16Of(bytes);
  if (encoding !== undefined) {
    const text = new TextDecoder(encoding).decode(bytes);
    return Buffer.from(text.replace(/^<\?xml\s[^?>]*\?>/, ''));
  }
  const [first, second, third] = bytes;
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(marked ? 3 : 0);
};

/** XML 1.0, appendix F: by the byte order mark, or by the first `<`. */
const utf16Of = ([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return undefined;
};
