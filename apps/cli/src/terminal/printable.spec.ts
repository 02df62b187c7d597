import fc from 'fast-check';
import { printable } from './printable.ts';

it('leaves what people write as it is', () => {
  for (const text of ['photo.jpg', 'Zürich +1 %', '写真', '\u{1f5bc}', 'a\u0301'])
    expect(printable(text)).toBe(text);
});

it('shows what would steer the terminal or reverse a name', () => {
  expect(printable('a\u001b[2Jb\r\n\u202egpj')).toBe('a\\u{1b}[2Jb\\u{d}\\u{a}\\u{202e}gpj');
});

it('lets no control or format character through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u),
    ),
  );
});
