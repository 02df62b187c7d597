import fc from 'fast-check';
import { jsonLine } from './json-line.ts';

it('escapes what a terminal could obey, and nothing else', () => {
  expect(jsonLine({ key: 'a\u009b31m\u202egpj.é 写 \u{1f5bc}\u{e0001}\n' })).toBe(
    '{"key":"a\\u009b31m\\u202egpj.é 写 \u{1f5bc}\\udb40\\udc01\\n"}',
  );
});

it('is the same value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      expect(JSON.parse(jsonLine([text]))).toEqual([text]),
    ),
  );
});
