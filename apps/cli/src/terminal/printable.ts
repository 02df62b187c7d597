/**
 * Everything a terminal could obey or a reader could be fooled by: control characters (ESC above all), line and
 * paragraph separators, and format characters such as the bidirectional overrides that reverse a file name.
 */
export const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text of unknown origin as it may be shown: file names, object keys and messages are an attacker's text.
 * What could steer the terminal becomes a visible `\u{…}`.
 */
export const printable = (text: string): string =>
  text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
