/** Codes of ITU-T T.81, section B.2.4.2. */
export interface HuffmanTable {
  /** How many codes there are of each length, 1 to 16 bits. */
  readonly counts: Uint8Array;
  /** What they mean, in their order. */
  readonly symbols: Uint8Array;
}

/**
 * Codes by the next bits of a scan: bits of the code that they begin with, times 256, and its symbol; 0 where none is.
 * Nearly all codes are short, and the table of these stays in the processor's cache.
 */
export interface HuffmanLookup {
  /** By the next nine bits. */
  readonly short: Uint16Array;
  /** By the next sixteen. */
  readonly long: Uint16Array;
  /** The symbol whose code is nothing but zeros, and how many. */
  readonly ofZeros: number;
  readonly zeroBits: number;
}

export const [shortBits, longBits] = [9, 16];

/** Takes 129 KiB, and spares looking at each bit. */
export const lookupOf = ({ counts, symbols }: HuffmanTable): HuffmanLookup => {
  const long = new Uint16Array(1 << longBits);
  const short = new Uint16Array(1 << shortBits);
  let [start, index] = [0, 0];
  for (const [shorter, count] of counts.entries()) {
    const beginnings = 1 << (longBits - 1 - shorter);
    for (let code = 0; code < count; code++, index++) {
      const entry = ((shorter + 1) << 8) | (symbols[index] ?? 0);
      long.fill(entry, start, start + beginnings);
      if (shorter < shortBits) {
        short.fill(entry, start >> (longBits - shortBits), (start + beginnings) >> (longBits - shortBits));
      }
      start += beginnings;
    }
  }
  return { short, long, ofZeros: symbols[0] ?? 0, zeroBits: counts.findIndex((count) => count > 0) + 1 };
};
