import { firstCoefficients } from './first-coefficients.ts';
import { lookupOf } from './huffman-codes.ts';
import { scanBits } from './scan-bits.ts';

/** Codes of one bit: 0 for a value of one bit, 10 for none. */
const codes = lookupOf({
  counts: Uint8Array.of(1, 1, ...Array<number>(14).fill(0)),
  symbols: Uint8Array.of(1, 0),
});

describe('firstCoefficients', () => {
  it('lets a picture get as dark as black, and no darker', () => {
    // Zeros: each block is darker than the one before by a divisor of 64, an eighth of which is a shade.
    const bits = scanBits(Buffer.alloc(64));
    const { passes, restarts } = firstCoefficients(codes, 64);
    const count = (): number => {
      let blocks = 0;
      while (blocks < 100 && passes(bits)) blocks += 1;
      return blocks;
    };
    expect(count()).toBe(21);
    restarts();
    expect(count()).toBe(21);
  });
});
