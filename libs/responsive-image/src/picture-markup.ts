import { startTag } from './html.ts';
import { optionalText, parseOptions, pictureOptionNames, type PictureMarkupOptions } from './options.ts';
import { sourcesFor, type PictureImage } from './picture-sources.ts';
import type { Style } from './placeholder.ts';
import type { ResponsiveRecord } from './record.ts';

const optionNames = [...pictureOptionNames, 'className'];

/**
 * A `picture` element that shows an image: for each format a `source`, then the `img`. One line of HTML, escaped,
 * ready to be put where a page takes phrasing content.
 *
 * @throws InvalidOptionError, InvalidRecordError, NoVariantError
 */
export const pictureMarkup = (record: ResponsiveRecord, options: PictureMarkupOptions): string => {
  const parsed = parseOptions(options, optionNames);
  const className = optionalText('className', options.className);
  const { sources, img } = sourcesFor(record, parsed);
  const sourceTags = sources.map((source) => startTag('source', { ...source }));
  return `<picture>${sourceTags.join('')}${imageTag(img, className)}</picture>`;
};

const imageTag = (img: PictureImage, className: string | undefined): string => {
  const { alt, loading, decoding, width, height, sizes, srcset, src, style } = img;
  return startTag('img', {
    class: className,
    alt,
    loading,
    decoding,
    width,
    height,
    style: declarations(style),
    sizes,
    srcset,
    src,
  });
};

const declarations = (style: Style): string =>
  Object.entries(style)
    .map(([property, value]) => `${property}: ${value}`)
    .join('; ');
