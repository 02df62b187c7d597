import type { HuffmanLookup } from './huffman-codes.ts';
import type { ScanBits } from './scan-bits.ts';

/** Reads the first coefficients of a component, each of which is told by how it differs from the one before. */
export interface FirstCoefficients {
  /** False where a code means nothing, or a block is brighter or darker than can be. */
  passes(bits: ScanBits): boolean;
  restarts(): void;
}

/** Black and white of 8 bits, eight times their distance from the middle; some encoders overshoot to blur no edges. */
const [mostBright, overshoot] = [1024, 256];

const mostBits = 16;

/**
 * ITU-T T.81, section F.2.2.1. Zeros in the place of some blocks leave as many as there should be now and then, and all
 * behind them of another brightness.
 * @param divisor by which it was divided, together with the bits that are left out
 */
export const firstCoefficients = (codes: HuffmanLookup, divisor: number): FirstCoefficients => {
  const most = (mostBright + overshoot) / divisor + 1;
  let value = 0;
  return {
    passes(bits) {
      const size = bits.symbol(codes);
      if (size < 0 || size > mostBits) return false;
      const told = bits.take(size);
      // Section F.2.2.1, figure F.12: the lower half are negative.
      value += size === 0 || told >> (size - 1) === 1 ? told : told - (1 << size) + 1;
      return Math.abs(value) <= most;
    },
    restarts() {
      value = 0;
    },
  };
};
