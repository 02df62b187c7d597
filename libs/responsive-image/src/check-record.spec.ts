import { photo } from '../testing/records.ts';
import { InvalidRecordError } from './errors.ts';
import { pictureMarkup } from './picture-markup.ts';
import type { ResponsiveRecord } from './record.ts';

const withUrl = (cdnUrl: unknown) => ({
  ...photo,
  variants: photo.variants.map((variant, index) => (index === 2 ? { ...variant, cdnUrl } : variant)),
});

const withSmall = (attributes: object) => ({
  ...photo,
  variants: [{ ...photo.variants[1], ...attributes }],
});

test.each([
  ['whole', null],
  ['whole', 'a record'],
  ['width', { ...photo, width: 0 }],
  ['width', { ...photo, width: '4000' }],
  ['height', { ...photo, height: 1.5 }],
  ['height', { ...photo, height: Infinity }],
  ['dominantColor', { ...photo, dominantColor: 'red;background:url(//evil.example)' }],
  ['dominantColor', { ...photo, dominantColor: '#a1b2c3\n' }],
  ['thumbhash', { ...photo, thumbhash: undefined }],
  ['hasAlpha', { ...photo, hasAlpha: 'no' }],
  ['hasTransparency', { ...photo, hasTransparency: 'no' }],
  ['variants', { ...photo, variants: undefined }],
  ['variants[0]', { ...photo, variants: [null] }],
  ['variants[0].name', withSmall({ name: '' })],
  ['variants[0].format', withSmall({ format: 7 })],
  ['variants[0].width', withSmall({ width: -1 })],
  ['variants[0].height', withSmall({ height: '480w' })],
])('a wrong attribute is refused by its place: %s', (path, record) => {
  const markup = () => pictureMarkup(record as ResponsiveRecord, { alt: '' });
  expect(markup).toThrow(InvalidRecordError);
  expect(markup).toThrow(
    expect.objectContaining({ code: 'invalid-record', context: expect.objectContaining({ path }) }),
  );
});

test.each([
  'javascript:alert(1)',
  ' https://cdn.example/a.webp',
  'https://cdn.example/a.webp 1w, https://evil.example/b.webp',
  'https://cdn.example/a\n.webp',
  'https://cdn.example/a\u0000.webp',
  'https://cdn.example/a\u00a0b.webp',
  'https://cdn.example/a.webp,',
  'https://cdn.example/\ud800.webp',
  'data:image/png;base64,AAAA',
  'blob:https://cdn.example/1',
  'ftp://cdn.example/a.webp',
  '//cdn.example/a.webp',
  '/a.webp',
  'https:a.webp',
  'https://',
  'https://cdn.example:port/a.webp',
  '',
  42,
  undefined,
])('a URL that is no plain http(s) address is refused: %j', (cdnUrl) => {
  expect(() => pictureMarkup(withUrl(cdnUrl) as ResponsiveRecord, { alt: '' })).toThrow(
    /variants\[2\]\.cdnUrl/,
  );
});

test.each([
  'http://127.0.0.1:9000/a.webp',
  'HTTPS://CDN.example/a,b.webp?x=1&y=2#z',
  'https://bücher.example/ü.webp',
])('a plain address passes unchanged: %s', (cdnUrl) => {
  const { variants } = withUrl(cdnUrl);
  expect(pictureMarkup({ ...photo, variants } as ResponsiveRecord, { alt: '' })).toContain(
    cdnUrl.replace('&', '&amp;'),
  );
});

test('a record of an image that was rejected is refused for having no variants', () => {
  const rejected = { status: 'rejected', rejection: { code: 'corrupt', message: 'Not an image.' } };
  expect(() => pictureMarkup(rejected as unknown as ResponsiveRecord, { alt: '' })).toThrow(
    /only records of status "ready"/,
  );
});
