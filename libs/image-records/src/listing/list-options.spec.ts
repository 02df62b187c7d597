import { InvalidArgumentError, InvalidCursorError } from '../errors.ts';
import { cursorAfter } from './list-cursor.ts';
import { readListOptions } from './list-options.ts';

describe('readListOptions', () => {
  it('asks for 50 of the newest by default', () => {
    expect(readListOptions({})).toEqual({ limit: 50 });
    expect(readListOptions({ limit: undefined, cursor: undefined })).toEqual({ limit: 50 });
  });

  it.each([1, 200])('takes a limit of %d', (limit) => {
    expect(readListOptions({ limit })).toEqual({ limit });
  });

  it('reads the cursor', () => {
    const before = `2024-05-01T08:00:00.000Z#${'a'.repeat(32)}`;
    expect(readListOptions({ cursor: cursorAfter(before) })).toEqual({ limit: 50, before });
  });

  it.each([0, -1, 201, 1.5, NaN, Infinity, '10', null])('refuses a limit of %p', (limit) => {
    expect(() => readListOptions({ limit })).toThrow(InvalidArgumentError);
    expect(() => readListOptions({ limit })).toThrow('list option limit');
    expect(() => readListOptions({ limit })).toThrow('Expected a whole number from 1 to 200.');
  });

  it('refuses a misspelt option by its name', () => {
    expect(() => readListOptions({ Limit: 5 })).toThrow(
      'list option Limit is 5. Expected none but limit, cursor.',
    );
  });

  it.each([null, 7, 'limit'])('refuses %p for options', (options) => {
    expect(() => readListOptions(options)).toThrow(InvalidArgumentError);
  });

  it.each([7, null, {}, 'garbled'])('refuses %p for a cursor', (cursor) => {
    expect(() => readListOptions({ cursor })).toThrow(InvalidCursorError);
  });
});
