import { withoutZeros } from './zeros.ts';

/** What the codes of a frame of a GIF come to, without a picture being made of them. */
export interface LzwCodes {
  /** Whether they fill the frame: no code means nothing, and none is missing. */
  readonly fills: boolean;
  /** Whether the code that ends them follows the last pixel. */
  readonly isEnded: boolean;
  /** Whether more than one frame has room for comes before that. */
  readonly overflows: boolean;
  /** Bits of the codes that fill the frame, and of each of the code behind them. */
  readonly bits: number;
  readonly codeBits: number;
  /** The colours among them, by their numbers: 1 where one is there. */
  readonly colours: Uint8Array;
}

const maxCodes = 4096;
const maxCodeBits = 12;

/** Some encoders clear their codes twice in a row; a file of nothing else has no pixels and would be read for a second. */
const mostClears = 1000;

/**
 * Walks through the codes of LZW (GIF89a, appendix F) until they fill so many pixels. Only how many each code stands for
 * is kept, so it takes a quarter of the time of decoding, and 20 KB.
 * @param size bits of a colour, 1 to 11
 */
export const walkLzwCodes = (data: Uint8Array, size: number, pixels: number): LzwCodes => {
  const clear = 1 << size;
  const lengths = new Uint32Array(maxCodes).fill(1, 0, clear);
  const used = new Uint8Array(maxCodes);
  const end = data.length * 8;
  let [bit, codeBits, next, before, filled, clears] = [0, size + 1, clear + 2, -1, 0, 0];
  let isSound = true;
  while (filled < pixels && bit + codeBits <= end) {
    // The first bit of a code is the lowest, and it reaches into three bytes at the most; behind the last are zeros.
    const at = bit >> 3;
    const word = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16);
    const code = (word >> (bit & 7)) & ((1 << codeBits) - 1);
    if (code === clear) {
      if (before < 0 && clears++ > mostClears) break;
      bit += codeBits;
      codeBits = size + 1;
      next = clear + 2;
      before = -1;
      continue;
    }
    isSound = code !== clear + 1 && (before < 0 ? code < clear : code <= next && code < maxCodes);
    if (!isSound) break;
    bit += codeBits;
    used[code] = 1;
    if (before >= 0 && next < maxCodes) {
      lengths[next++] = (lengths[before] ?? 0) + 1;
      if (next === 1 << codeBits && codeBits < maxCodeBits) codeBits += 1;
    }
    filled += lengths[code] ?? 0;
    before = code;
  }
  const isEnded = endsAt(data, bit, codeBits, size);
  const overflows = filled > pixels || (!isEnded && end - bit >= 16);
  return {
    fills: isSound && filled >= pixels,
    isEnded,
    overflows,
    bits: bit,
    codeBits,
    colours: used.subarray(0, 256),
  };
};

/** Some encoders clear their codes once more before they end. */
const endsAt = (data: Uint8Array, bit: number, codeBits: number, size: number): boolean => {
  const [clear, end] = [1 << size, (1 << size) + 1];
  const code = codeAt(data, bit, codeBits);
  return code === end || (code === clear && codeAt(data, bit + codeBits, size + 1) === end);
};

/** -1 where it is not all there. */
const codeAt = (data: Uint8Array, bit: number, bits: number): number => {
  if (bit < 0 || bit + bits > data.length * 8) return -1;
  const at = bit >> 3;
  const word = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16);
  return (word >> (bit & 7)) & ((1 << bits) - 1);
};

/** Whether the last bits that are not zero may be the code that ends a frame, however many bits it has. */
export const mayBeEnded = (data: Buffer, size: number): boolean => {
  const { length } = withoutZeros(data);
  const lastBit = length * 8 - 1 - (Math.clz32(data[length - 1] ?? 0) - 24);
  return codeAt(data, lastBit - size, size + 1) === (1 << size) + 1;
};
