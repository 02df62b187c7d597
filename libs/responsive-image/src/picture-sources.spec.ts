import { candidates } from '../testing/parsed-picture.ts';
import { photo, photoInEveryFormat, variant } from '../testing/records.ts';
import { NoVariantError } from './errors.ts';
import { pictureSources } from './picture-sources.ts';

const alt = 'A cat on a wall';

test('what the default recipes make becomes one srcset without the crop', () => {
  expect(pictureSources(photo, { alt, sizes: '50vw', placeholder: 'none' })).toEqual({
    sources: [],
    img: {
      src: 'https://cdn.example/3f/large.webp',
      srcset:
        'https://cdn.example/3f/small.webp 640w, https://cdn.example/3f/medium.webp 1280w, https://cdn.example/3f/large.webp 1920w',
      sizes: '50vw',
      width: 4000,
      height: 3000,
      alt,
      loading: 'lazy',
      decoding: 'async',
      style: { 'aspect-ratio': '4000 / 3000' },
    },
  });
});

test('AVIF comes before WebP, and JPEG is what every reader gets', () => {
  const { sources, img } = pictureSources(photoInEveryFormat, { alt });
  expect(sources.map(({ type, sizes }) => [type, sizes])).toEqual([
    ['image/avif', '100vw'],
    ['image/webp', '100vw'],
  ]);
  expect(sources.map(({ srcset }) => candidates(srcset).map(({ width }) => width))).toEqual([
    [640, 1920],
    [640, 1920],
  ]);
  expect(candidates(img.srcset)).toEqual([
    { url: 'https://cdn.example/3f/small-jpeg.jpeg', width: 640 },
    { url: 'https://cdn.example/3f/large-jpeg.jpeg', width: 1920 },
  ]);
});

test.each([
  [['avif'], false, [], 'avif'],
  [['avif', 'webp'], false, ['image/avif'], 'webp'],
  [['avif', 'png'], false, ['image/avif'], 'png'],
  [['jpeg', 'png'], false, [], 'jpeg'],
  [['jpeg', 'png'], true, [], 'png'],
  [['jpeg', 'webp'], true, [], 'webp'],
  [['jpeg', 'jxl'], false, [], 'jpeg'],
])('of %j, transparent %s, the sources are %j and the fallback %s', (formats, hasAlpha, types, fallback) => {
  const variants = formats.map((format) => variant('full', format, 400, 300));
  const { sources, img } = pictureSources({ ...photo, hasAlpha, variants }, { alt });
  expect(sources.map(({ type }) => type)).toEqual(types);
  expect(img.src).toBe(`https://cdn.example/3f/full.${fallback}`);
});

test('variants of equal width are offered once: the first', () => {
  const variants = [
    variant('small', 'webp', 640, 480),
    variant('large', 'webp', 1000, 750),
    variant('medium', 'webp', 1000, 750),
  ];
  const { img } = pictureSources({ ...photo, width: 1000, height: 750, variants }, { alt });
  expect(candidates(img.srcset)).toEqual([
    { url: 'https://cdn.example/3f/small.webp', width: 640 },
    { url: 'https://cdn.example/3f/large.webp', width: 1000 },
  ]);
});

test('a crop chosen by name stands alone, in its own shape', () => {
  const { sources, img } = pictureSources(photo, { alt, include: ['thumb'], placeholder: 'none' });
  expect(sources).toEqual([]);
  expect(img).toMatchObject({ src: 'https://cdn.example/3f/thumb.jpeg', width: 200, height: 200 });
  expect(img.style).toEqual({ 'aspect-ratio': '200 / 200' });
});

test('a crop chosen beside whole pictures fills their box undistorted', () => {
  const variants = [variant('thumb', 'webp', 200, 200), variant('small', 'webp', 640, 480)];
  const { img } = pictureSources({ ...photo, variants }, { alt, include: ['thumb', 'small'] });
  expect(candidates(img.srcset).map(({ width }) => width)).toEqual([200, 640]);
  expect(img).toMatchObject({ width: 4000, height: 3000 });
  expect(img.style).toHaveProperty('object-fit', 'cover');
});

test('include offers only what it names, exclude all the rest but crops', () => {
  const urls = (options: object) =>
    candidates(pictureSources(photo, { alt, ...options }).img.srcset).map(({ width }) => width);
  expect(urls({ include: ['medium'] })).toEqual([1280]);
  expect(urls({ exclude: ['medium'] })).toEqual([640, 1920]);
  expect(urls({ exclude: [] })).toEqual([640, 1280, 1920]);
});

test.each([
  ['only crops', [variant('thumb', 'jpeg', 200, 200)], {}, /"thumb" in include/],
  ['no variants', [], {}, /no variants/],
  ['only unknown formats', [variant('new', 'jxl', 400, 300)], { include: ['new'] }, /"new"/],
  ['nothing chosen', [variant('small', 'webp', 400, 300)], { include: [] }, /"small"/],
])('%s: refused with what there is', (_, variants, options, message) => {
  const sources = () => pictureSources({ ...photo, variants }, { alt, ...options });
  expect(sources).toThrow(NoVariantError);
  expect(sources).toThrow(message);
});
