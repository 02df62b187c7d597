import * as fc from 'fast-check';
import { shown } from './shown.ts';

describe('shown', () => {
  it.each([
    ['text', '"text"'],
    [7, '7'],
    [1n, '1'],
    [null, 'null'],
    [undefined, 'missing'],
    [[1, 2], 'an array of 2'],
    [{ a: 1 }, 'an object'],
    [() => 1, 'a function'],
    ['\u001b[31mred\nline', String.raw`"\u001b[31mred\nline"`],
  ])('writes %j as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('stays one short line whatever the value', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 2 }), (value) => {
        // An escaped character takes up to six.
        expect(shown(value)).toMatch(/^.{0,490}$/u);
      }),
    );
    expect(shown('x'.repeat(1_000_000))).toHaveLength(83);
    expect(shown(10n ** 1000n)).toHaveLength(83);
    expect(shown(Symbol('x'.repeat(1000)))).toHaveLength(83);
  });
});
