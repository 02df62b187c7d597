import type { Meter } from '../refusal/meter.ts';

/** GIF89a, sections 20 to 26. */
export type GifBlock =
  | {
      readonly kind: 'frame';
      /** Ten bytes: the separator, left, top, width, height and flags; fewer where the file ends. */
      readonly descriptor: Buffer;
      /** The first code size of its pixels, and they themselves in their sub-blocks; cut off where the file ends. */
      readonly pixels: Buffer;
      readonly isWhole: boolean;
    }
  | {
      readonly kind: 'extension';
      readonly label: number;
      /** Sub-blocks, each behind its length, and the empty one that ends them. */
      readonly content: Buffer;
    };

const headerBytes = 13;
const descriptorBytes = 10;
const [extension, frame] = [0x21, 0x2c];

/** The blocks of a GIF up to its trailer. */
export function* gifBlocks(file: Buffer, meter: Meter): Generator<GifBlock> {
  let at = headerBytes + colourTableBytes(file[10]);
  while (at < file.length) {
    const start = at;
    if (file[at] === frame) {
      meter.frame();
      const pixels = at + descriptorBytes + colourTableBytes(file[at + 9]);
      at = behindSubBlocks(file, pixels + 1, meter);
      const descriptor = file.subarray(start, start + descriptorBytes);
      yield { kind: 'frame', descriptor, pixels: file.subarray(pixels, at), isWhole: at <= file.length };
    } else if (file[at] === extension) {
      at = behindSubBlocks(file, at + 2, meter);
      meter.metadata(at - start);
      yield { kind: 'extension', label: file[start + 1] ?? 0, content: file.subarray(start + 2, at) };
    } else {
      return;
    }
  }
}

/** The top bit tells whether there is a table, the lowest three how many colours it has. */
const colourTableBytes = (flags = 0): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));

/** Encoders fill each to 255 bytes; fifty million of one byte each would take a quarter of a second. */
const subBlocksOfOnePart = 64;

/** Sub-blocks have at most 255 bytes, each behind its length, up to one of none; beyond the file where that is missing. */
const behindSubBlocks = (file: Buffer, start: number, meter: Meter): number => {
  let at = start;
  for (let count = 1; ; count++) {
    const length = file[at] ?? 0;
    at += length + 1;
    if (length === 0) return at;
    if (count % subBlocksOfOnePart === 0) meter.metadata(0);
  }
};
