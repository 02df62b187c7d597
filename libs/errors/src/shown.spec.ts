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
    ['\u009b31mred\u007f', String.raw`"\u009b31mred\u007f"`],
    ['gpj.\u202etxt', String.raw`"gpj.\u202etxt"`],
    ['two\u2028lines\u2029', String.raw`"two\u2028lines\u2029"`],
    ['é 日本 👩‍👩‍👧 שלום', '"é 日本 👩‍👩‍👧 שלום"'],
  ])('writes %j as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it.each([
    ['control characters', /\p{Cc}/gu],
    ['marks of direction', /\p{Bidi_Control}/gu],
    ['separators of lines', /[\p{Zl}\p{Zp}]/gu],
  ])('lets no %s through, at the end of a long text neither', (_kind, all) => {
    const everyCharacter = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).join('');
    const found = everyCharacter.match(all)!;
    for (const character of found) {
      const escape = String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
      const text = shown(`a${character}b`);
      expect(text).not.toContain(character);
      expect(JSON.parse(text)).toBe(`a${character}b`);
      if (character > '\u001f') expect(text).toBe(`"a${escape}b"`);
      expect(shown(character.repeat(100))).not.toContain(character);
    }
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
