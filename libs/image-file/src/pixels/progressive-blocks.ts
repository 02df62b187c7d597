import type { HuffmanLookup } from './huffman-codes.ts';
import type { ScanBits } from './scan-bits.ts';
import { longestRun } from './scan-units.ts';

/** The coefficients of a component that are not zero so far, as bits: two words a block, 8 bytes for 64 pixels. */
export type KnownCoefficients = Uint32Array;

/** A scan of some coefficients of one component: ITU-T T.81, annex G. */
export interface CoefficientScan {
  readonly codes: HuffmanLookup;
  /** Coefficients, of 1 to 63. */
  readonly from: number;
  readonly to: number;
  /** What scans before it have told, to which it adds. */
  readonly known: KnownCoefficients;
}

/** How to pass by the blocks of a scan one after the other. */
export interface BlockReader {
  passes(bits: ScanBits, block: number): boolean;
  restarts(): void;
}

/** Section G.1.2.2: coefficients, or that so many blocks have no more of them. */
export const coefficientReader = ({ codes, from, to, known }: CoefficientScan): BlockReader => {
  let ended = 0;
  return {
    passes(bits, block) {
      if (ended > 0) {
        ended -= 1;
        return true;
      }
      for (let at = from; at <= to; at++) {
        const symbol = bits.symbol(codes);
        if (symbol < 0) return false;
        const [run, size] = [symbol >> 4, symbol & 15];
        if (size === 0 && symbol !== longestRun) {
          ended = (1 << run) - 1 + bits.take(run);
          return true;
        }
        at += run;
        bits.take(size);
        if (size > 0 && at <= to) keep(known, block, at);
      }
      return true;
    },
    restarts() {
      ended = 0;
    },
  };
};

/**
 * Bits of nothing but zeros, and coefficients among them that were zero before and are now all of one value: more than
 * pixels come to. A hole leaves a block as it should, since each ends with its last coefficient.
 */
const [mostZeroBits, mostAlike] = [96, 8];

/**
 * Section G.1.2.3: coefficients that were zero before, and between them one bit more of each that was not. Nothing tells
 * of a hole among the latter: it is at most a step of the quantization for each.
 */
export const refinementReader = ({ codes, from, to, known }: CoefficientScan): BlockReader => {
  let [ended, zeroBits, alike] = [0, 0, 0];
  const passesKnown = (bits: ScanBits): void => {
    if (bits.take(1) === 0) zeroBits += 1;
    else [zeroBits, alike] = [0, 0];
  };
  return {
    passes(bits, block) {
      let at = from;
      for (; ended === 0 && at <= to; at++) {
        const symbol = bits.symbol(codes);
        if (symbol < 0) return false;
        const [run, size] = [symbol >> 4, symbol & 15];
        if (size === 0 && symbol !== longestRun) {
          ended = (1 << run) + bits.take(run);
          [zeroBits, alike] = [0, 0];
          break;
        }
        const isOfZeros = size > 0 && bits.take(size) === 0 && symbol === codes.ofZeros;
        [zeroBits, alike] = isOfZeros ? [zeroBits + codes.zeroBits + size, alike + 1] : [0, 0];
        if (zeroBits > mostZeroBits && alike > mostAlike) return false;
        let zeros = run;
        for (; at <= to; at++) {
          if (isKnown(known, block, at)) passesKnown(bits);
          else if (zeros-- === 0) break;
        }
        if (size > 0 && at <= to) keep(known, block, at);
      }
      if (ended > 0) {
        ended -= 1;
        for (; at <= to; at++) if (isKnown(known, block, at)) passesKnown(bits);
      }
      return true;
    },
    restarts() {
      ended = 0;
    },
  };
};

const keep = (known: KnownCoefficients, block: number, at: number): void => {
  const index = 2 * block + (at >> 5);
  known[index] = (known[index] ?? 0) | (1 << (at & 31));
};

const isKnown = (known: KnownCoefficients, block: number, at: number): boolean =>
  (((known[2 * block + (at >> 5)] ?? 0) >>> (at & 31)) & 1) === 1;
