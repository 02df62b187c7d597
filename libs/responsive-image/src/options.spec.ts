import { photo } from '../testing/records.ts';
import { InvalidOptionError } from './errors.ts';
import { pictureMarkup } from './picture-markup.ts';
import type { PictureMarkupOptions } from './options.ts';
import { pictureSources } from './picture-sources.ts';

const refusal = (options: unknown): unknown => {
  try {
    return pictureMarkup(photo, options as PictureMarkupOptions);
  } catch (error) {
    return error;
  }
};

test.each([
  ['no options', undefined, /option alt is missing.*""/],
  ['no alt', { sizes: '50vw' }, /option alt is missing/],
  ['alt that is null', { alt: null }, /option alt is null/],
  ['options that are text', 'a cat', /alt is missing.*"a cat".*an object/],
  ['a misspelt option', { alt: '', size: '50vw' }, /option "size" is not known.*alt, sizes, include/],
  ['sizes of no text', { alt: '', sizes: 640 }, /option sizes is 640/],
  ['blank sizes', { alt: '', sizes: ' ' }, /option sizes is " "/],
  [
    'sizes that wait for layout',
    { alt: '', sizes: 'auto, 50vw', loading: 'eager' },
    /"auto" is for loading "lazy"/,
  ],
  ['an unknown loading', { alt: '', loading: 'soon' }, /option loading is "soon".*"lazy", "eager"/],
  [
    'an unknown placeholder',
    { alt: '', placeholder: 'blur' },
    /placeholder is "blur".*"thumbhash", "color", "none"/,
  ],
  ['a class that is no text', { alt: '', className: ['a'] }, /option className is an array of 1/],
  [
    'include that is text',
    { alt: '', include: 'small' },
    /option include is "small".*array of variant names/,
  ],
  [
    'both choices',
    { alt: '', include: ['small'], exclude: ['large'] },
    /option exclude stands beside include/,
  ],
  ['an unknown name to include', { alt: '', include: ['smal'] }, /include names "smal".*"thumb", "small"/],
  ['an unknown name to exclude', { alt: '', exclude: ['Large'] }, /exclude names "Large"/],
])('%s is refused by name', (_, options, message) => {
  const error = refusal(options);
  expect(error).toBeInstanceOf(InvalidOptionError);
  expect(error).toMatchObject({ code: 'invalid-option', message: expect.stringMatching(message) });
});

test('a class belongs to markup, not to data', () => {
  const options = { alt: '', className: 'hero' };
  expect(() => pictureSources(photo, options)).toThrow(/"className" is not known/);
});

test('options left undefined take their defaults', () => {
  const options = {
    alt: '',
    sizes: undefined,
    include: undefined,
    exclude: undefined,
    loading: undefined,
    placeholder: undefined,
  } as unknown as PictureMarkupOptions;
  expect(pictureMarkup(photo, options)).toBe(pictureMarkup(photo, { alt: '' }));
});

test('the empty alt marks decoration and is kept', () => {
  expect(pictureMarkup(photo, { alt: '' })).toContain(' alt=""');
});

test('sizes may wait for layout when loading does', () => {
  expect(pictureSources(photo, { alt: '', sizes: 'auto, 50vw' }).img.sizes).toBe('auto, 50vw');
});

test('a message stays short whatever the option is called', () => {
  expect(refusal({ alt: '', ['x'.repeat(10_000)]: 1 })).toHaveProperty('message.length', expect.any(Number));
  expect((refusal({ alt: '', ['x'.repeat(10_000)]: 1 }) as Error).message.length).toBeLessThan(400);
});
