import { parseViewBox, svgRootOf, textOf } from '@image-pipeline/image-file';
import type { Size } from '../../geometry/size.ts';

/**
 * libvips takes bytes for SVG when their beginning is UTF-8 with `<svg` in it:
 * a prefix, or an é in Latin-1, would keep the rest from being read.
 */
const marker = '<!-- <svg is what follows -->';

/** librsvg's pixels for a CSS inch, which has 96: told the resolution, libvips scales all by it. */
export const resolution = 96;
const drawnPerPixel = resolution / 72;

/**
 * The same drawing at another size, in pieces: bytes of the document uncopied, and what is put between them.
 * Its root says the size, over whatever its attributes and style sheets say of it. Without a `viewBox` it gets one
 * of its own size, or it would be cut off instead of scaled. Whole pixels change its proportions by a part of one:
 * it is stretched by that, or a seam would shine through at two of its edges.
 * @param own its size in CSS pixels
 * @param drawn the size to draw it at, in whole pixels
 */
export const scaledSvg = (bytes: Uint8Array, own: Size, drawn: Size): readonly Buffer[] => {
  const text = textOf(bytes);
  const root = svgRootOf(bytes);
  if (root?.attributes === undefined) throw new Error('no SVG with a whole root, though one was opened');
  const { declarationEnd, nameEnd, attributes } = root;
  const set = (name: string, value: (old: string) => string): Edit => {
    const present = attributes.get(name);
    if (present) return { ...present, text: value(present.value) };
    return { start: nameEnd, end: nameEnd, text: ` ${name}="${value('')}"` };
  };
  const box = parseViewBox(attributes.get('viewBox')?.value);
  const fills = !box || fillsButForAPixel(box, own);
  return spliced(text, [
    { start: declarationEnd, end: declarationEnd, text: marker },
    ...(box ? [] : [set('viewBox', () => `0 0 ${own.width} ${own.height}`)]),
    ...(fills ? [set('preserveAspectRatio', () => 'none')] : []),
    set('style', (old) => (old && `${old};`) + sizeStyle(drawn)),
  ]);
};

/** Whether the box fills the picture at its own size, up to less than a pixel. */
const fillsButForAPixel = (box: Size, { width, height }: Size): boolean => {
  const scale = Math.min(width / box.width, height / box.height);
  return width - box.width * scale < 1 && height - box.height * scale < 1;
};

/** A size in the root's own style that is important goes before any other, wherever it is said. */
const sizeStyle = ({ width, height }: Size): string =>
  `width:${width / drawnPerPixel}px!important;height:${height / drawnPerPixel}px!important`;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const spliced = (text: Buffer, edits: readonly Edit[]): Buffer[] => {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    pieces.push(text.subarray(at, edit.start), Buffer.from(edit.text, 'latin1'));
    at = edit.end;
  }
  return [...pieces, text.subarray(at)];
};
