import { thumbHashToDataURL } from 'thumbhash';
import { gradientHash, photo } from '../testing/records.ts';
import { pictureSources } from './picture-sources.ts';

const styleOf = (record: object, placeholder?: 'thumbhash' | 'color' | 'none') =>
  pictureSources({ ...photo, ...record }, { alt: '', ...(placeholder && { placeholder }) }).img.style;

test('by default the ThumbHash lies behind the picture', () => {
  const url = thumbHashToDataURL(Buffer.from(photo.thumbhash, 'base64'));
  expect(url).toMatch(/^data:image\/png;base64,/);
  expect(styleOf({})).toMatchObject({ 'background-image': `url("${url}")`, 'background-size': 'cover' });
});

test('a colour is the dominant one, none is none', () => {
  expect(styleOf({}, 'color')).toEqual({ 'aspect-ratio': '4000 / 3000', 'background-color': '#a1b2c3' });
  expect(styleOf({}, 'none')).toEqual({ 'aspect-ratio': '4000 / 3000' });
});

test('a picture one can see through has a placeholder only when asked for', () => {
  expect(styleOf({ hasAlpha: true })).toEqual({ 'aspect-ratio': '4000 / 3000' });
  expect(styleOf({ hasAlpha: true }, 'thumbhash')).toHaveProperty('background-image');
});

test.each([
  [1, 1, 255],
  [100, 1, 255],
  [1, 100, 128],
  [100, 100, 128],
  [37, 53, 0],
])('a ThumbHash of %i x %i pixels, alpha %i, is shown', (width, height, alpha) => {
  expect(styleOf({ thumbhash: gradientHash(width, height, alpha) })).toHaveProperty('background-image');
});

test.each([
  'not base64!',
  'AAAA',
  'A'.repeat(10_000),
  gradientHash(8, 8).slice(1),
  btoa('\0'.repeat(20)),
  '====',
])('text that is no ThumbHash is refused: %.20s', (thumbhash) => {
  expect(() => styleOf({ thumbhash })).toThrow(/record's thumbhash is/);
  expect(styleOf({ thumbhash }, 'color')).toHaveProperty('background-color');
});
