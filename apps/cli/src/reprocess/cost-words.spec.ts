import { costWords } from './cost-words.ts';

it.each([
  [0, 'less than a cent'],
  [200, 'less than a cent'],
  [10_000, '$0.45'],
  [1_000_000, '$45.00'],
])('says what %d images cost: %s', (images, words) => {
  expect(costWords(images)).toBe(words);
});
