import { isObject, shown } from '@image-pipeline/errors';
import { InvalidOptionError, listed } from './errors.ts';

/** What can show until the picture is there. */
export const placeholders = ['thumbhash', 'color', 'none'] as const;
/** The values of the `loading` attribute. */
export const loadings = ['lazy', 'eager'] as const;

export type Placeholder = (typeof placeholders)[number];
export type Loading = (typeof loadings)[number];

/** Which variants are offered: those named, or all but those named and the crops. */
export type VariantChoice =
  | {
      /** Exactly these variants by name, crops too. */
      readonly include?: readonly string[];
      readonly exclude?: never;
    }
  | {
      readonly include?: never;
      /** All uncropped variants but these, by name. */
      readonly exclude?: readonly string[];
    };

interface CommonOptions {
  /**
   * What the picture says, for those who do not see it; the empty text for pure decoration. There is no default: only
   * the page's author can know. Source: https://html.spec.whatwg.org/multipage/images.html#alt
   */
  readonly alt: string;
  /**
   * How wide the picture is shown: a list of media conditions and lengths, such as `(min-width: 60rem) 50vw, 100vw`.
   * May begin with `auto` when loading is lazy. Source:
   * https://html.spec.whatwg.org/multipage/images.html#sizes-attributes
   * @default '100vw'
   */
  readonly sizes?: string;
  /**
   * `eager` for what is visible at once, such as a hero picture.
   * @default 'lazy'
   */
  readonly loading?: Loading;
  /**
   * What shows until the picture is there.
   * @default 'thumbhash'; 'none' for a picture with transparency
   */
  readonly placeholder?: Placeholder;
}

/** Options of {@link pictureSources}. */
export type PictureOptions = CommonOptions & VariantChoice;

/** Options of {@link pictureMarkup}. */
export type PictureMarkupOptions = PictureOptions & {
  /** The `class` of the `img` element: one or more, separated by blanks. */
  readonly className?: string;
};

/** Options with every default in its place. */
export interface ParsedOptions {
  readonly alt: string;
  readonly sizes: string;
  readonly loading: Loading;
  readonly placeholder: Placeholder | undefined;
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
}

/** Every option of {@link pictureSources}; markup knows `className` besides. */
export const pictureOptionNames = ['alt', 'sizes', 'include', 'exclude', 'loading', 'placeholder'] as const;

/**
 * Options from whoever writes the page, defaults in their places.
 * @param known names of the options there are; any other is taken for misspelt
 * @throws InvalidOptionError that names the option, what is wrong with it and what is expected
 */
export const parseOptions = (
  options: unknown,
  known: readonly string[] = pictureOptionNames,
): ParsedOptions => {
  const given = optionsObject(options);
  refuseUnknown(given, known);
  const { alt, include, exclude } = given;
  if (typeof alt !== 'string') {
    throw refused('alt', alt, 'a text that describes the picture, or "" for decoration');
  }
  if (include !== undefined && exclude !== undefined) {
    throw new InvalidOptionError('exclude', 'stands beside include', 'one of the two');
  }
  const loading = oneOf('loading', given.loading, loadings) ?? 'lazy';
  return {
    alt,
    sizes: sizesFor(given.sizes, loading),
    loading,
    placeholder: oneOf('placeholder', given.placeholder, placeholders),
    include: names('include', include),
    exclude: names('exclude', exclude),
  };
};

/**
 * An option that is text, if it is given at all.
 * @throws InvalidOptionError when it is anything else
 */
export const optionalText = (option: string, value: unknown): string | undefined => {
  if (value === undefined || typeof value === 'string') return value;
  throw refused(option, value, 'a text');
};

const optionsObject = (options: unknown): Readonly<Record<string, unknown>> => {
  if (options === undefined) return {};
  if (isObject(options)) return options;
  throw new InvalidOptionError(
    'alt',
    `is missing, for the options are ${shown(options)}`,
    'an object with at least alt',
  );
};

const refuseUnknown = (given: object, known: readonly string[]): void => {
  const unknown = Object.keys(given).find((option) => !known.includes(option));
  if (unknown !== undefined) {
    throw new InvalidOptionError(shown(unknown), 'is not known', `only ${known.join(', ')}`);
  }
};

/** `auto` asks for the laid-out width, which a browser knows only for what it loads after layout. */
const sizesFor = (value: unknown, loading: Loading): string => {
  const sizes = optionalText('sizes', value) ?? '100vw';
  if (sizes.trim() === '') throw refused('sizes', sizes, 'a length such as "100vw", or a list of them');
  if (/^\s*auto\b/i.test(sizes) && loading !== 'lazy') {
    throw refused('sizes', sizes, 'a length: "auto" is for loading "lazy" only');
  }
  return sizes;
};

const oneOf = <const T extends string>(
  option: string,
  value: unknown,
  values: readonly T[],
): T | undefined => {
  const found = values.find((each) => each === value);
  if (value !== undefined && found === undefined) throw refused(option, value, listed(values));
  return found;
};

const names = (option: string, value: unknown): readonly string[] | undefined => {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  throw refused(option, value, 'an array of variant names');
};

const refused = (option: string, value: unknown, expected: string): InvalidOptionError =>
  new InvalidOptionError(option, `is ${shown(value)}`, expected);
