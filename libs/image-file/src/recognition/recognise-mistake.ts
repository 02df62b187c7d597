import { isUtf8 } from 'node:buffer';
import type { UploadMistake } from '../refusal/upload-mistakes.ts';
import { findRoot } from '../svg/xml-root.ts';
import { recogniseFormat } from './recognise-format.ts';

/** Enough to tell any of them. A page may have comments in front. */
const headBytes = 4096;

/** In the order in which they are tried; the text begins behind a byte order mark and white space. */
const patterns: readonly (readonly [UploadMistake, RegExp])[] = [
  ['data-url', /^["']?data:[^,\s]{0,200},/i],
  ['form-body', /^--[^\r\n]{1,200}\r?\n(?:[\w-]+:[^\n]*\n){0,8}?Content-Disposition:[ \t]*form-data/i],
  ['http-message', /^(?:HTTP\/\d(?:\.\d)? \d{3}|(?:POST|PUT|GET) \S{1,2000} HTTP\/\d)/],
  ['web-page', /^<(?:!doctype[ \t\r\n]+html|html)[\s>]/i],
  ['address', /^(?:https?|ftp|s3|file|blob):\S+\s*$/i],
  ['list-of-numbers', /^\[?\s*(?:\d{1,3}\s*,\s*){8}/],
  ['json', /^(?:\{\s*(?:"|\}\s*$)|\[\s*(?:["{[]|\]\s*$))/],
  ['name-of-object', /^(?:\[object \w+\]|undefined|null|NaN|true|false)\s*$/],
  // Percent signs, for no file is sent by such a form without them.
  ['form-body', /^[\w.[\]-]{1,100}=[\w.*+%&=-]{0,2000}%[0-9a-f]{2}/i],
];

/**
 * What a client did wrong with bytes that are no known image, as far as they show it.
 * @returns undefined when they may be anything
 */
export const recogniseMistake = (bytes: Uint8Array): UploadMistake | undefined => {
  const text = textOf(bytes.subarray(0, headBytes));
  if (text === undefined) return undefined;
  if (signatures.test(text)) return 'spoilt-by-text';
  const begun = text.trimStart();
  const found = patterns.find(([, pattern]) => pattern.test(begun))?.[0];
  return found ?? encoded(begun) ?? xmlRoot(begun);
};

/** Whether what looks like an image was decoded as UTF-8, with every byte that is none replaced by U+FFFD. */
export const isSpoiltByText = (bytes: Uint8Array): boolean => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = -1;
  for (let count = 0; count < replacements; count++) {
    at = file.indexOf(replacement, at + 1);
    if (at < 0) return false;
  }
  return isUtf8(bytes);
};

/** As many do not come by chance in bytes that are UTF-8 all through. */
const replacements = 3;
const replacement = Buffer.from('\ufffd');

/** JPEG, PNG and WebP as text: with U+FFFD for what is no UTF-8, or written as UTF-8 byte by byte. */
const signatures = /^(?:\ufffd{3,4}|\u00ff\u00d8\u00ff|[\ufffd\u0089]PNG\r?\n|RIFF[^]{2,12}WEBPVP8)/;

/** Text in the encodings that programs write; undefined of bytes that are none. */
const textOf = (head: Uint8Array): string | undefined => {
  const [first, second] = head;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    // The head may end within a character: as of a stream that goes on.
    return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
  } catch {
    // The body of a form has the file's bytes as they are, behind lines of ASCII.
    return /^[\t\n\r -~]{16,}/.exec(Buffer.from(head).toString('latin1'))?.[0];
  }
};

/** Text that stands for bytes: they have to be an image, for every word without a blank is base64. */
const encoded = (text: string): UploadMistake | undefined => {
  const unquoted = text
    .replace(/^["'`]/, '')
    .replace(/["'`]\s*$/, '')
    .replace(/\s+/g, '');
  const hexadecimal = /^(?:0x|\\x)?((?:[0-9a-f]{2}){12,})$/i.exec(unquoted)?.[1];
  if (hexadecimal !== undefined && recogniseFormat(Buffer.from(hexadecimal, 'hex')))
    return 'hexadecimal-text';
  const isBase64 = /^[\w+/-]{16,}={0,2}$/.test(unquoted);
  return isBase64 && recogniseFormat(Buffer.from(unquoted, 'base64')) ? 'base64-text' : undefined;
};

const xmlRoot = (text: string): UploadMistake | undefined => {
  const name = text.startsWith('<') ? findRoot(text)?.name : undefined;
  if (name === undefined) return undefined;
  return pageElements.test(name) ? 'web-page' : 'xml-document';
};

/** Elements that pages begin with, be they pages or parts of them. */
const pageElements = /^(?:html|head|body|title|meta|script|center|h[1-6]|p|a|div|span|table|img)$/i;
