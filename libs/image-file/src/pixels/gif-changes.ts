import type { LzwCodes } from './lzw-codes.ts';

/** A change to a file: what stands in the place of these bytes. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
}

const subBlockBytes = 255;

/** The codes of a frame that fill it, in sub-blocks, and the one that ends them: decoders lose the last pixels without. */
export const endedPixels = (data: Buffer, size: number, { bits, codeBits }: LzwCodes): Buffer => {
  const codes = Buffer.alloc(Math.ceil((bits + codeBits) / 8));
  data.copy(codes, 0, 0, Math.ceil(bits / 8));
  const [last, code] = [bits >> 3, (1 << size) + 1];
  if (bits % 8 > 0) codes[last] = (codes[last] ?? 0) & ((1 << (bits & 7)) - 1);
  const word = code << (bits & 7);
  for (let at = last; at < codes.length; at++)
    codes[at] = (codes[at] ?? 0) | ((word >> ((at - last) * 8)) & 255);
  const parts: Buffer[] = [];
  for (let at = 0; at < codes.length; at += subBlockBytes) {
    const part = codes.subarray(at, at + subBlockBytes);
    parts.push(Buffer.of(part.length), part);
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
};

const [extension, graphicControl] = [0x21, 0xf9];

/**
 * Names a clear colour, one that no pixel has: with it decoders leave clear what no frame covers.
 * @param frame where it begins, and where the content of its graphic control extension does if it has one
 */
export const clearColour = (
  file: Buffer,
  frame: { readonly start: number; readonly control: number | undefined },
  colour: number,
): readonly Change[] => {
  const { start, control } = frame;
  if (control === undefined) {
    const bytes = Buffer.of(extension, graphicControl, 4, 1, 0, 0, colour, 0);
    return [{ start, end: start, bytes }];
  }
  return [
    { start: control + 1, end: control + 2, bytes: Buffer.of((file[control + 1] ?? 0) | 1) },
    { start: control + 4, end: control + 5, bytes: Buffer.of(colour) },
  ];
};

/** A copy of the file with these changes, of which no two are about one byte. */
export const changed = (file: Buffer, changes: readonly Change[]): Buffer => {
  if (changes.length === 0) return file;
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, bytes } of [...changes].sort((a, b) => a.start - b.start)) {
    parts.push(file.subarray(at, start), bytes);
    at = end;
  }
  return Buffer.concat([...parts, file.subarray(at)]);
};
