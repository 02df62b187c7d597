/** The formats that become markup, and what a `source` element says of them. Best compression first. */
export const htmlFormats = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpeg: 'image/jpeg',
  png: 'image/png',
} as const;

/** Such as `webp`. */
export type HtmlFormat = keyof typeof htmlFormats;

/** A browser takes the first source whose type it knows, so the order is the preference. */
export const preferredFormats = ['avif', 'webp'] as const satisfies readonly HtmlFormat[];

/**
 * What the `img` element itself shows: of the formats that the image has, the one that most readers know. The format
 * that keeps transparency goes first where there is any.
 */
export const fallbackOrder = (transparent: boolean): readonly HtmlFormat[] =>
  transparent ? ['png', 'webp', 'avif', 'jpeg'] : ['jpeg', 'png', 'webp', 'avif'];

/** Whether a record's format is one of those that become markup. */
export const isHtmlFormat = (format: string): format is HtmlFormat => Object.hasOwn(htmlFormats, format);
