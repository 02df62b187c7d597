/** What a terminal could obey or be fooled by, as `printable` has it; of that, JSON escapes the first 32 alone. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A value as one line of JSON that a terminal can show: keys of objects and EXIF in it are an attacker's text. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(unprintable, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
