import { svgSize, type Size } from '../svg/svg-size.ts';
import { svgRootOf } from '../svg/svg-text.ts';
import { HeaderError, type Header } from './header.ts';

/** The header of a drawing has its size before it was rounded, too. */
export interface SvgHeader extends Header {
  /** CSS pixels, not whole. */
  readonly drawing: Size;
}

/**
 * Reads the size of an SVG from its root, without reading on: nothing of it is drawn. What is embedded in it says no
 * size here.
 */
export const readSvg = (file: Buffer): SvgHeader => {
  const attributes = svgRootOf(file)?.attributes;
  if (attributes === undefined) throw new HeaderError('SVG: its root is cut off or not well-formed');
  const drawing = svgSize(attributes);
  if (drawing === undefined) throw new HeaderError('SVG: a side is 0');
  return {
    width: Math.round(drawing.width),
    height: Math.round(drawing.height),
    orientation: 1,
    pages: 1,
    hasAlpha: true,
    blocks: {},
    drawing,
  };
};
