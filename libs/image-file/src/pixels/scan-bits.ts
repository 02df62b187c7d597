import { longBits, shortBits, type HuffmanLookup } from './huffman-codes.ts';

/** Reads a scan of a JPEG bit by bit and code by code. */
export interface ScanBits {
  /** What the next code means; -1 where it means nothing. */
  symbol(lookup: HuffmanLookup): number;
  /** The next bits as a number, 16 at the most. */
  take(bits: number): number;
  /** Goes on behind a restart marker; false where none is. */
  restart(): boolean;
  /** Whether there were as many bits as have been read. */
  isLeft(): boolean;
  /** Whole bytes that have not been read. */
  leftBytes(): number;
}

const [shortMask, longMask] = [(1 << shortBits) - 1, (1 << longBits) - 1];

/** ITU-T T.81, section F.1.2.3: a zero behind 0xff belongs to it, and anything else is a marker, behind the last of the bits. */
export const scanBits = (data: Buffer): ScanBits => {
  const end = data.length;
  // The last `left` bits of the word are next. Where data ends, zeros are put behind it and counted.
  let [at, word, left, added] = [0, 0, 0, 0];
  const fill = (): void => {
    for (; left <= 24; left += 8) {
      const byte = at < end ? (data[at] ?? 0) : 0xff;
      if (byte === 0xff && data[at + 1] !== 0) {
        word <<= 8;
        added += 8;
      } else {
        word = (word << 8) | byte;
        at += byte === 0xff ? 2 : 1;
      }
    }
  };
  return {
    symbol({ short, long }) {
      if (left < longBits) fill();
      const entry =
        (short[(word >>> (left - shortBits)) & shortMask] ?? 0) ||
        (long[(word >>> (left - longBits)) & longMask] ?? 0);
      left -= entry >> 8;
      return entry === 0 ? -1 : entry & 255;
    },
    take(bits) {
      if (left < bits) fill();
      left -= bits;
      return (word >>> left) & ((1 << bits) - 1);
    },
    restart() {
      [word, left, added] = [0, 0, 0];
      while (data[at] === 0xff && data[at + 1] === 0xff) at += 1;
      const isMarker = data[at] === 0xff && ((data[at + 1] ?? 0) & 0xf8) === 0xd0;
      at += isMarker ? 2 : 0;
      return isMarker;
    },
    isLeft: () => left >= added,
    leftBytes: () => end - at + (Math.max(0, left - added) >> 3),
  };
};
