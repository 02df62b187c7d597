import type { HuffmanTable } from './huffman-codes.ts';
import { DamagedPixelsError } from './whole-file.ts';

/** Zeros that no encoder writes: a divisor is none (ITU-T T.81, section B.2.4.1), and what a code means has only one. */
const [noDivisors, noMeanings] = [Buffer.alloc(8), Buffer.alloc(4)];

const divisors = 64;

/**
 * The divisors of first coefficients in a segment of quantization tables, by the numbers of these.
 * @throws DamagedPixelsError when one has a hole
 */
export const divisorsIn = (payload: Buffer): ReadonlyMap<number, number> => {
  if (payload.includes(noDivisors)) throw new DamagedPixelsError('JPEG: zeros among the divisors');
  const found = new Map<number, number>();
  for (let at = 0; at + 2 < payload.length;) {
    const name = payload[at] ?? 0;
    const bytes = name >> 4 > 0 ? 2 : 1;
    found.set(name & 15, payload.readUIntBE(at + 1, bytes));
    at += 1 + bytes * divisors;
  }
  return found;
};

const countsBytes = 16;

/**
 * The tables in a segment, by class and number in one byte: section B.2.4.2.
 * @throws DamagedPixelsError when one has a hole
 */
export const huffmanTablesIn = (payload: Buffer): ReadonlyMap<number, HuffmanTable> => {
  const tables = new Map<number, HuffmanTable>();
  for (let at = 0; at + 1 + countsBytes <= payload.length;) {
    const start = at + 1 + countsBytes;
    const counts = payload.subarray(at + 1, start);
    const end = start + counts.reduce((sum, codes) => sum + codes, 0);
    const symbols = payload.subarray(start, end);
    if (symbols.includes(noMeanings)) throw new DamagedPixelsError('JPEG: zeros among the codes');
    tables.set(payload[at] ?? 0, { counts, symbols });
    at = end;
  }
  return tables;
};
