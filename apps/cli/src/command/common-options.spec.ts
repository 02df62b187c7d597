import { parseFolder } from './common-options.ts';

it('refuses an empty folder, which would be the current one', () => {
  expect(parseFolder('out')).toBe('out');
  expect(() => parseFolder('')).toThrow(/Expected a folder/);
});
