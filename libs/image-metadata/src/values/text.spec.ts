import fc from 'fast-check';
import { cleanText, decodeText } from './text.ts';

describe('decodeText', () => {
  it.each([
    ['ASCII', Buffer.from('Canon')],
    ['UTF-8', Buffer.from('© André 東京')],
  ])('reads %s as it is', (_name, bytes) => {
    expect(decodeText(bytes)).toBe(bytes.toString('utf8'));
  });

  it('reads what is no UTF-8 as Windows-1252', () => {
    expect(decodeText(Buffer.from('\xa9 Andr\xe9', 'latin1'))).toBe('© André');
    expect(decodeText(Buffer.from([0x93, 0x61, 0x94]))).toBe('“a”');
  });
});

describe('cleanText', () => {
  it.each([
    ['trailing NULs', 'Canon\0\0\0', 'Canon'],
    ['what a longer text left behind the NUL', 'Canon\0EOS 5D', 'Canon'],
    ['padding', '  E990   ', 'E990'],
    ['line breaks and tabs', 'a\r\n\tb', 'a b'],
    ['terminal escapes', 'a\u001b[31mb\u0007', 'a [31mb'],
    ['C1 controls', 'a\u0085\u009bb', 'a b'],
    ['bidirectional overrides', 'exe.\u202egpj\u2066\u200f', 'exe.gpj'],
    ['zero-width characters', 'a\u200b\ufeff\u2060b', 'ab'],
    ['tag characters, which hide text', 'a\u{e0041}\u{e0042}', 'a'],
    ['half of a surrogate pair', 'a\ud83d b', 'a\ufffd b'],
  ])('tidies %s', (_name, text, tidy) => {
    expect(cleanText(text, 100)).toBe(tidy);
  });

  it('keeps the joiners that scripts and emoji need', () => {
    const text = 'می\u200cخواهم 👩\u200d🚀 ❤\ufe0f';
    expect(cleanText(text, 100)).toBe(text);
  });

  it('cuts at the bound, before a surrogate pair that would cross it, and leaves no blank at the end', () => {
    expect(cleanText('abcdef', 3)).toBe('abc');
    expect(cleanText('ab😀', 3)).toBe('ab');
    expect(cleanText('ab cd', 3)).toBe('ab');
  });

  it('reads text out of raw bytes', () => {
    expect(cleanText(new Uint8Array(Buffer.from('Nokia\0')), 100)).toBe('Nokia');
  });

  it.each([
    ['blank', ' \0'],
    ['nothing', undefined],
    ['a number', 5],
    ['numbers', [65, 66]],
  ])('finds no text in %s', (_name, value) => {
    expect(cleanText(value, 100)).toBeUndefined();
  });

  it('gives short, well-formed, visible text for whatever bytes or characters come', () => {
    const value = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
    );
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 200 }), (given, most) => {
        const text = cleanText(given, most);
        if (text === undefined) return;
        expect(text).not.toBe('');
        expect(text.length).toBeLessThanOrEqual(most);
        expect(text.isWellFormed()).toBe(true);
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(cleanText(text, most)).toBe(text);
      }),
    );
  });
});
