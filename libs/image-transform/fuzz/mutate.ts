/** A repeatable source of chance: the same seed gives the same inputs on every machine (mulberry32). */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

type Change = (bytes: Buffer, random: () => number) => Buffer;

const below = (limit: number, random: () => number) => Math.floor(random() * limit);

/** Headers are short and decide most, so half of the changes go there. */
const place = ({ length }: Buffer, random: () => number) =>
  random() < 0.5 ? below(length, random) : below(Math.min(length, 200), random);

/** Where counts, signs and sizes turn over. */
const edges = [0x00, 0x01, 0x7f, 0x80, 0xff];

const set: Change = (bytes, random) => {
  bytes[place(bytes, random)] =
    random() < 0.5 ? below(256, random) : (edges[below(edges.length, random)] ?? 0);
  return bytes;
};

const flipBit: Change = (bytes, random) => {
  const at = place(bytes, random);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8, random));
  return bytes;
};

/** Sizes and offsets are words: a whole one of them at once. */
const setWord: Change = (bytes, random) => {
  const at = place(bytes, random);
  const end = Math.min(bytes.length, at + (random() < 0.5 ? 2 : 4));
  bytes.fill(edges[below(edges.length, random)] ?? 0, at, end);
  return bytes;
};

const truncate: Change = (bytes, random) => bytes.subarray(0, below(bytes.length, random));

const remove: Change = (bytes, random) => {
  const at = place(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(64, random))]);
};

const repeat: Change = (bytes, random) => {
  const at = place(bytes, random);
  const part = bytes.subarray(at, at + 1 + below(64, random));
  return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
};

/** Truncation ends most files early on and hides what the other changes do: it is one in twelve. */
const changes: readonly Change[] = [
  set,
  set,
  set,
  set,
  flipBit,
  flipBit,
  setWord,
  setWord,
  setWord,
  remove,
  repeat,
  truncate,
];

/** A copy of the file with one to six things wrong with it. */
export const mutate = (original: Buffer, random: () => number): Buffer => {
  let bytes = Buffer.from(original);
  for (let left = 1 + below(6, random); left > 0 && bytes.length > 0; left--) {
    bytes = Buffer.from((changes[below(changes.length, random)] ?? set)(bytes, random));
  }
  return bytes;
};
