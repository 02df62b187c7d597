import * as fc from 'fast-check';
import { shown } from './shown.ts';

describe('shown', () => {
  it.each([
    ['text', "'text'"],
    [7, '7'],
    [undefined, 'undefined'],
    ['\u001b[31mred\nline', String.raw`'\x1B[31mred\nline'`],
  ])('writes %j as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('stays one short line whatever the value', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 3 }), (value) => {
        expect(shown(value)).toMatch(/^.{0,121}$/u);
      }),
    );
    expect(shown('x'.repeat(1_000_000)).length).toBeLessThan(125);
    expect(
      shown(Object.fromEntries(Array.from({ length: 999 }, (_, n) => [`key${n}`, n]))).length,
    ).toBeLessThan(125);
  });
});
