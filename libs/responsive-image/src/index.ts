export {
  InvalidOptionError,
  InvalidRecordError,
  NoVariantError,
  ResponsiveImageError,
  type ResponsiveImageErrorCode,
} from './errors.ts';
export { htmlFormats, type HtmlFormat } from './formats.ts';
export type { Loading, PictureMarkupOptions, PictureOptions, Placeholder, VariantChoice } from './options.ts';
export { pictureMarkup } from './picture-markup.ts';
export {
  pictureSources,
  type PictureImage,
  type PictureSource,
  type PictureSources,
} from './picture-sources.ts';
export type { Style } from './placeholder.ts';
export type { ResponsiveRecord, ResponsiveVariant } from './record.ts';
