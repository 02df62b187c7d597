import { photo, photoInEveryFormat } from '../testing/records.ts';
import { pictureSources } from './picture-sources.ts';

const shown = (record: object) => {
  const { img } = pictureSources({ ...photoInEveryFormat, ...record }, { alt: '' });
  return { format: img.src.split('.').at(-1), hasPlaceholder: 'background-image' in img.style };
};
const opaque = { format: 'jpeg', hasPlaceholder: true };
const transparent = { format: 'png', hasPlaceholder: false };

test.each([
  ['every pixel of an alpha channel is opaque', { hasAlpha: true, hasTransparency: false }, opaque],
  ['a pixel is transparent', { hasAlpha: true, hasTransparency: true }, transparent],
  [
    'a pixel is transparent without a channel for it',
    { hasAlpha: false, hasTransparency: true },
    transparent,
  ],
  ['there is a channel, and an older record tells no more', { hasAlpha: true }, transparent],
  ['there is no channel', { hasAlpha: false }, opaque],
])('%s: JPEG and ThumbHash only for what is opaque', (_, record, expected) => {
  expect(shown(record)).toEqual(expected);
});

test('a record that tells nothing of transparency is opaque', () => {
  const { hasAlpha: _told, ...record } = photo;
  expect(pictureSources(record, { alt: '' }).img.style).toHaveProperty('background-image');
});
