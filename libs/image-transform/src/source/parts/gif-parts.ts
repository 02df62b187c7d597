import { frame, metadata, type Part, type PartsOf } from './part.ts';

const headerBytes = 13;
const descriptorBytes = 10;
const [extension, image] = [0x21, 0x2c];

/** GIF89a, sections 17 to 26: the decoder looks for all frames before it tells how many there are. */
export const gifParts: PartsOf = function* (file) {
  let at = headerBytes + colourTableBytes(file[10]);
  while (at < file.length) {
    const start = at;
    if (file[at] === image) {
      yield frame;
      at = yield* blocks(file, at + descriptorBytes + colourTableBytes(file[at + 9]) + 1);
    } else if (file[at] === extension) {
      at = yield* blocks(file, at + 2);
      yield metadata(at - start);
    } else {
      return;
    }
  }
};

/** The top bit tells whether there is a table, the lowest three how many colours it has. */
const colourTableBytes = (flags = 0): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));

/** Encoders fill each to 255 bytes; fifty million of one byte each would take a quarter of a second. */
const blocksOfOnePart = 64;

/** Blocks of at most 255 bytes, each behind its length, up to one of none. */
function* blocks(file: Buffer, start: number): Generator<Part, number> {
  let at = start;
  for (let count = 1; ; count++) {
    const length = file[at] ?? 0;
    at += length + 1;
    if (length === 0) return at;
    if (count % blocksOfOnePart === 0) yield metadata(0);
  }
}
