import fc from 'fast-check';
import { createLineSplitter } from './line-splitter.ts';

const split = (chunks: readonly Uint8Array[]): string[] => {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  chunks.forEach((chunk) => {
    splitter.write(Buffer.from(chunk));
  });
  splitter.end();
  return lines;
};

test('lines are the same however the bytes are cut', () => {
  const text = fc.array(fc.string({ unit: 'binary' }).map((line) => line.replaceAll('\n', '')));
  fc.assert(
    fc.property(text, fc.array(fc.nat(40)), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const chunks: Buffer[] = [];
      let at = 0;
      for (const length of cuts) chunks.push(bytes.subarray(at, (at += length)));
      chunks.push(bytes.subarray(at));
      expect(split(chunks)).toEqual(lines.map((line) => Buffer.from(line).toString()));
    }),
  );
});

test('a line without end is handed on in pieces and never held whole', () => {
  const lines = split(Array.from({ length: 20 }, () => Buffer.alloc(100_000, 'x')));
  expect(lines.every((line) => line.length <= 256 * 1024)).toBe(true);
  expect(lines.join('')).toHaveLength(2_000_000);
});
