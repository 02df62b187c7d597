import * as fc from 'fast-check';
import { InvalidCursorError } from '../errors.ts';
import { cursorAfter, readCursor } from './list-cursor.ts';

const listOrder = `2024-05-01T08:00:00.000Z#${'0123456789abcdef'.repeat(2)}`;
const cursor = cursorAfter(listOrder);

describe('cursor', () => {
  it('leads back to the place it was made from', () => {
    expect(readCursor(cursor)).toBe(listOrder);
  });

  it('fits into an address unescaped', () => {
    expect(encodeURIComponent(cursor)).toBe(cursor);
  });

  const encoded = (text: string) => Buffer.from(text).toString('base64url');
  it.each([
    ['empty', ''],
    ['text', 'page-2'],
    ['a place that is none', encoded('2024-05-01#abc')],
    ['a date that is none', encoded(listOrder.replace('-05-', '-13-'))],
    ['a place with more behind', encoded(`${listOrder}x`)],
    ['a place with a line break behind', encoded(`${listOrder}\n`)],
    ['padded', `${cursor}=`],
    ['with a stray character', `${cursor.slice(0, 9)}!${cursor.slice(9)}`],
    ['surrounded by blanks', ` ${cursor} `],
    ['cut short', cursor.slice(0, -1)],
    ['long', 'A'.repeat(1_000_000)],
  ])('that is %s is refused, with what to do', (_case, garbled) => {
    expect(() => readCursor(garbled)).toThrow(InvalidCursorError);
    expect(() => readCursor(garbled)).toThrow('Pass the cursor of the page before unchanged');
    expect(() => readCursor(garbled)).toThrow(/^.{0,300}$/s);
  });

  it('with any one character changed is refused or another well-formed place', () => {
    const change = fc.tuple(
      fc.nat({ max: cursor.length - 1 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(change, ([at, character]) => {
        const changed = cursor.slice(0, at) + character + cursor.slice(at + 1);
        try {
          expect(cursorAfter(readCursor(changed))).toBe(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidCursorError);
        }
      }),
    );
  });
});
