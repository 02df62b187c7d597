import type { HuffmanLookup } from './huffman-codes.ts';
import { scanBits, type ScanBits } from './scan-bits.ts';

/** How a scan of a JPEG is cut: ITU-T T.81, section A.2. */
export interface ScanUnits {
  readonly data: Buffer;
  /** How many fill the picture, and how many stand between two restart markers; 0 without such. */
  readonly units: number;
  readonly restartInterval: number;
}

/**
 * Passes by all units of a scan, without a coefficient being made of them.
 * @param passes reads one, by its number; false where it cannot be read
 * @param restarts called wherever a restart marker has been passed by
 * @returns bytes behind the last one; undefined where some are missing or a code means nothing
 */
export const bytesBehindUnits = (
  { data, units, restartInterval }: ScanUnits,
  passes: (bits: ScanBits, unit: number) => boolean,
  restarts: () => void = () => undefined,
): number | undefined => {
  const bits = scanBits(data);
  for (let unit = 0; unit < units; unit++) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      if (!bits.restart()) return undefined;
      restarts();
    }
    if (!passes(bits, unit) || !bits.isLeft()) return undefined;
  }
  return bits.leftBytes();
};

const coefficients = 64;

/** A run of zeros that is as long as can be; any other without a value behind it ends the block. */
export const longestRun = 0xf0;

/** Sections F.2.2.1 and F.2.2.2: the high half of a symbol is zeros that are passed by, the low one the bits of the next. */
export const passesRest = (bits: ScanBits, rest: HuffmanLookup): boolean => {
  for (let coefficient = 1; coefficient < coefficients; coefficient++) {
    const symbol = bits.symbol(rest);
    if (symbol < 0) return false;
    const size = symbol & 15;
    if (size === 0 && symbol !== longestRun) break;
    coefficient += symbol >> 4;
    bits.take(size);
  }
  return true;
};
