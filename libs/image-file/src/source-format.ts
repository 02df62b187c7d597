/** The formats that are read. */
export type SourceFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'gif' | 'tiff' | 'svg';

/** The media type of each format, as it goes into a `Content-Type`. */
export const sourceContentTypes: Readonly<Record<SourceFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  gif: 'image/gif',
  tiff: 'image/tiff',
  svg: 'image/svg+xml',
};

/** What bytes can be recognised as. */
export type Recognised =
  | { readonly supported: SourceFormat }
  /** A name for people, of a format that is known and not read. */
  | { readonly unsupported: string };
