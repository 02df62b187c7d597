import type { XmlAttribute } from './xml-root.ts';

/** The sides of a drawing or of its `viewBox`. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How large a browser shows an SVG that stands for itself: CSS 2.2 section 10.3.2 and SVG 2 section 8.
 * `width` and `height` in any absolute unit, in `em` or `ex`; a side that is missing, or is relative to a page
 * there is none of, follows from `viewBox`. Without that, the sides are CSS's own for a picture that has none.
 */
const defaultSize: Size = { width: 300, height: 150 };

/** CSS Values 3, section 6.2: an inch has 96 pixels. Fonts are as large as `medium`, 16 pixels. */
const pixelsOf: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  pt: 96 / 72,
  pc: 16,
  em: 16,
  rem: 16,
  ex: 8,
};

/** Longer texts are no lengths. */
const longestText = 128;

/** The longest side that cairo draws, in pixels. A vector picture that says more is as good in that size. */
const longestSide = 32_767;

/**
 * @returns CSS pixels, not whole, 1 to 32,767 each; undefined when a side is 0: then nothing is shown
 */
export const svgSize = (attributes: ReadonlyMap<string, XmlAttribute>): Size | undefined => {
  const viewBox = parseViewBox(attributes.get('viewBox')?.value);
  const style = parseStyle(attributes.get('style')?.value);
  const side = (name: 'width' | 'height') => style[name] ?? parseLength(attributes.get(name)?.value);
  const { width, height } = completed(side('width'), side('height'), viewBox);
  if (width === 0 || height === 0) return undefined;
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, width * scale), height: Math.max(1, height * scale) };
};

const completed = (
  width: number | undefined,
  height: number | undefined,
  viewBox: Size | undefined,
): Size => {
  if (width !== undefined && height !== undefined) return { width, height };
  const { width: across, height: down } = viewBox ?? defaultSize;
  if (width !== undefined) return { width, height: viewBox ? (width * down) / across : down };
  if (height !== undefined) return { width: viewBox ? (height * across) / down : across, height };
  return { width: across, height: down };
};

/** Neighbours share no character, so no text makes it try again and again. */
const length = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)([a-z]*)$/i;

/** A length in pixels; undefined when it is relative, negative or none, for then it counts as `auto`. */
const parseLength = (text = ''): number | undefined => {
  const [, value, unit = ''] = (text.length <= longestText && length.exec(text.trim())) || [];
  const pixels = Number(value) * (pixelsOf[unit.toLowerCase()] ?? NaN);
  return pixels >= 0 && pixels < Infinity ? pixels : undefined;
};

/** @returns the size of the box; undefined when it is malformed or empty, for then it does not count */
export const parseViewBox = (text = ''): Size | undefined => {
  if (text.length > longestText) return undefined;
  const numbers = text
    .trim()
    .split(/[ \t\r\n]*,[ \t\r\n]*|[ \t\r\n]+/)
    .map((each) => Number(length.exec(each)?.[1] === each ? each : NaN));
  const [, , width = 0, height = 0] = numbers;
  const isBox = numbers.length === 4 && numbers.every(Number.isFinite) && width > 0 && height > 0;
  return isBox && Number.isFinite(width / height) ? { width, height } : undefined;
};

/** `width` and `height` in the root's own style, which go before its attributes. Style sheets are not read. */
const parseStyle = (text = ''): { width?: number; height?: number } => {
  const sides: { width?: number; height?: number } = {};
  for (const declaration of text.split(';')) {
    const [property = '', value] = declaration.split(':', 2);
    const name = property.trim().toLowerCase();
    const pixels = parseLength(value?.replace(/!important/i, ''));
    if ((name === 'width' || name === 'height') && pixels !== undefined) sides[name] = pixels;
  }
  return sides;
};
