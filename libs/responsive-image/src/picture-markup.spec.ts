import fc from 'fast-check';
import { candidates, parsedMarkup } from '../testing/parsed-picture.ts';
import { photo, photoInEveryFormat } from '../testing/records.ts';
import { InvalidRecordError } from './errors.ts';
import { pictureMarkup } from './picture-markup.ts';
import { pictureSources } from './picture-sources.ts';

/** Any text, and often the characters that mean something in HTML. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom('"', "'", '<', '>', '&', '&quot;', '&#0;', '`', '=', ' ', '\r', '\n', '\0', '\ud800', '-->', '</picture>', '<script>', 'onerror=alert(1)', 'x')).map((parts) => parts.join('')), // prettier-ignore
);

/** HTML carries neither U+0000 nor half a surrogate pair. */
const carried = (text: string) => text.toWellFormed().replaceAll('\0', '\uFFFD');

test('is one picture element: a source for each format, then the img', () => {
  const html = pictureMarkup(photoInEveryFormat, { alt: 'A cat', className: 'hero wide', loading: 'eager' });
  const { sources, img } = pictureSources(photoInEveryFormat, { alt: 'A cat', loading: 'eager' });
  const { style, width, height, ...rest } = img;
  expect(parsedMarkup(html)).toEqual({
    texts: [],
    elements: [
      { tag: 'picture', attributes: {} },
      { tag: 'source', attributes: sources[0] },
      { tag: 'source', attributes: sources[1] },
      {
        tag: 'img',
        attributes: {
          ...rest,
          class: 'hero wide',
          width: String(width),
          height: String(height),
          style: Object.entries(style).map(([property, value]) => `${property}: ${value}`).join('; '), // prettier-ignore
        },
      },
    ],
  });
});

test('has no class when none is given', () => {
  expect(parsedMarkup(pictureMarkup(photo, { alt: '' })).elements.at(-1)?.attributes).not.toHaveProperty(
    'class',
  );
});

test('parses back to exactly the texts given, in any place of a page', () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (alt, className, size) => {
      const sizes = `100vw${size}`;
      const html = `<p>before ${pictureMarkup(photoInEveryFormat, { alt, className, sizes })} after</p>`;
      const { elements } = parsedMarkup(html);
      expect(elements.map(({ tag }) => tag)).toEqual(['p', 'picture', 'source', 'source', 'img']);
      expect(elements[4]?.attributes).toMatchObject({ alt: carried(alt), class: carried(className) });
      for (const index of [2, 3, 4]) expect(elements[index]?.attributes.sizes).toBe(carried(sizes));
      expect(Object.keys(elements[4]?.attributes ?? {}).sort()).toEqual(
        ['alt', 'class', 'decoding', 'height', 'loading', 'sizes', 'src', 'srcset', 'style', 'width'], // prettier-ignore
      );
    }),
    { numRuns: 500 },
  );
});

test('a URL comes back exactly as it was, or is refused', () => {
  let passed = 0;
  const hostileUrl = fc
    .tuple(fc.constantFrom('https://cdn.example/', 'http://h/a?b=', 'javascript:', ''), hostileText)
    .map(([start, rest]) => start + rest);
  fc.assert(
    fc.property(
      fc.oneof(hostileUrl, fc.webUrl({ withQueryParameters: true, withFragments: true })),
      (cdnUrl) => {
        const variants = photoInEveryFormat.variants.map((variant) => ({ ...variant, cdnUrl }));
        const html = markupOrRefusal({ ...photoInEveryFormat, variants });
        if (html === undefined) return;
        passed += 1;
        const { elements, texts } = parsedMarkup(html);
        expect(texts).toEqual([]);
        expect(elements.map(({ tag }) => tag)).toEqual(['picture', 'source', 'source', 'img']);
        expect(elements[3]?.attributes.src).toBe(cdnUrl);
        for (const { attributes } of elements.slice(1)) {
          expect(candidates(attributes.srcset ?? '')).toEqual([
            { url: cdnUrl, width: 640 },
            { url: cdnUrl, width: 1920 },
          ]);
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(passed).toBeGreaterThan(100);
});

const markupOrRefusal = (record: typeof photo): string | undefined => {
  try {
    return pictureMarkup(record, { alt: '' });
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRecordError);
    return undefined;
  }
};
