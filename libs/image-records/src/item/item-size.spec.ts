import { marshall } from '@aws-sdk/util-dynamodb';
import { itemBytes } from './item-size.ts';

describe('itemBytes', () => {
  it('counts names and texts in UTF-8', () => {
    expect(itemBytes(marshall({ name: 'value' }))).toBe(4 + 5);
    expect(itemBytes(marshall({ größe: '日本' }))).toBe(7 + 6);
  });

  it('counts lists and maps with their overhead, nested ones too', () => {
    expect(itemBytes(marshall({ l: [] }))).toBe(1 + 3);
    expect(itemBytes(marshall({ l: ['ab', 'c'] }))).toBe(1 + 3 + (1 + 2) + (1 + 1));
    expect(itemBytes(marshall({ m: { k: 'v' } }))).toBe(1 + 3 + (1 + 1 + 1));
    expect(itemBytes(marshall({ m: { l: [{ k: true }] } }))).toBe(1 + 3 + 1 + 1 + 3 + 1 + 3 + 1 + 1 + 1);
  });

  it('counts a number no lower than DynamoDB may', () => {
    expect(itemBytes(marshall({ n: 5 }))).toBe(1 + 20);
  });
});
