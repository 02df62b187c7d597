import { checkRecord } from './check-record.ts';
import { chooseVariants } from './choose-variants.ts';
import { fallbackOrder, htmlFormats, preferredFormats, type HtmlFormat } from './formats.ts';
import { parseOptions, type Loading, type ParsedOptions, type PictureOptions } from './options.ts';
import { placeholderStyle, type Style } from './placeholder.ts';
import type { ResponsiveRecord, ResponsiveVariant } from './record.ts';
import { keepsShape, type Size } from './shape.ts';
import { candidatesOf, srcsetOf } from './srcset.ts';
import { isTransparent } from './transparency.ts';

/** One `source` element. Texts are plain: whoever writes HTML escapes them, a framework does that by itself. */
export interface PictureSource {
  /** Such as `image/avif`. */
  readonly type: string;
  readonly srcset: string;
  readonly sizes: string;
}

/** The `img` element: the fallback, and the one that is laid out. */
export interface PictureImage {
  /** The widest candidate, for readers that know no srcset. */
  readonly src: string;
  readonly srcset: string;
  readonly sizes: string;
  /** Of the source in pixels, or of the widest variant when only crops are shown: the shape before anything loads. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly loading: Loading;
  readonly decoding: 'async';
  /** CSS declarations by property, such as `aspect-ratio`. */
  readonly style: Style;
}

/** The parts of one `picture` element. */
export interface PictureSources {
  /** AVIF, then WebP, as far as the image has them. A browser takes the first type it knows. */
  readonly sources: readonly PictureSource[];
  readonly img: PictureImage;
}

/**
 * What a `picture` element is made of, as data for a template or a framework.
 *
 * The `img` shows JPEG, else PNG, else WebP, else AVIF; with transparency PNG first and JPEG last. The formats before
 * it become `sources`.
 *
 * @throws InvalidOptionError, InvalidRecordError, NoVariantError
 */
export const pictureSources = (record: ResponsiveRecord, options: PictureOptions): PictureSources =>
  sourcesFor(record, parseOptions(options));

/**
 * The same from options that are parsed already.
 * @throws InvalidOptionError for a variant's name, InvalidRecordError, NoVariantError
 */
export const sourcesFor = (record: ResponsiveRecord, options: ParsedOptions): PictureSources => {
  checkRecord(record);
  const variants = chooseVariants(record, options);
  const formats = fallbackOrder(isTransparent(record));
  const fallback = formats.find((format) => hasFormat(variants, format)) as HtmlFormat;
  return {
    sources: preferredFormats
      .filter((format) => format !== fallback && hasFormat(variants, format))
      .map((format) => sourceElement(ofFormat(variants, format), format, options)),
    img: imageElement(ofFormat(variants, fallback), record, options),
  };
};

const sourceElement = (
  variants: readonly ResponsiveVariant[],
  format: HtmlFormat,
  { sizes }: ParsedOptions,
): PictureSource => ({ type: htmlFormats[format], srcset: srcsetOf(candidatesOf(variants)), sizes });

const imageElement = (
  variants: readonly ResponsiveVariant[],
  record: ResponsiveRecord,
  { sizes, alt, loading, placeholder }: ParsedOptions,
): PictureImage => {
  const candidates = candidatesOf(variants);
  const widest = candidates.at(-1) as ResponsiveVariant;
  const { width, height } = boxOf(candidates, widest, record);
  return {
    src: widest.cdnUrl,
    srcset: srcsetOf(candidates),
    sizes,
    width,
    height,
    alt,
    loading,
    decoding: 'async',
    style: {
      'aspect-ratio': `${width} / ${height}`,
      // Whatever a browser chooses among named crops, it fills the box undistorted.
      ...(candidates.every((each) => keepsShape(each, { width, height })) ? {} : { 'object-fit': 'cover' }),
      ...placeholderStyle(record, placeholder),
    },
  };
};

/** The source's own pixels give the exact shape, unless nothing of that shape is shown. */
const boxOf = (candidates: readonly Size[], widest: Size, source: Size): Size =>
  candidates.some((each) => keepsShape(each, source)) ? source : widest;

const hasFormat = (variants: readonly ResponsiveVariant[], format: HtmlFormat): boolean =>
  variants.some((variant) => variant.format === format);

const ofFormat = (variants: readonly ResponsiveVariant[], format: HtmlFormat): readonly ResponsiveVariant[] =>
  variants.filter((variant) => variant.format === format);
