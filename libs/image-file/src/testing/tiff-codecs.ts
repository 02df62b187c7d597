import { deflateSync, zstdCompressSync } from 'node:zlib';

/** TIFF 6.0, section 9: runs of up to 128 alike, and stretches of up to 128 that are not; each row on its own. */
const packBits = (row: Buffer): Buffer => {
  const parts: number[] = [];
  for (let at = 0; at < row.length;) {
    let run = 1;
    while (run < 128 && row[at + run] === row[at] && at + run < row.length) run += 1;
    if (run > 1) {
      parts.push(257 - run, row[at] ?? 0);
      at += run;
      continue;
    }
    const start = at;
    while (at < row.length && at - start < 128 && row[at] !== row[at + 1]) at += 1;
    parts.push(at - start - 1, ...row.subarray(start, at));
  }
  return Buffer.from(parts);
};

/** TIFF 6.0, section 13: codes of 9 to 12 bits, the first bit of a code the highest. */
const lzw = (data: Buffer): Buffer => {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  const write = (code: number, width: number): void => {
    held = (held << width) | code;
    for (bits += width; bits >= 8; bits -= 8) bytes.push((held >> (bits - 8)) & 255);
    held &= (1 << bits) - 1;
  };
  const [clear, end] = [256, 257];
  let codes = new Map<string, number>();
  const nextCode = (): number => codes.size + 258;
  const widthFor = (): number => Math.max(9, 32 - Math.clz32(nextCode()));
  const codeOf = (text: string): number => codes.get(text) ?? text.charCodeAt(0);
  write(clear, 9);
  let before = '';
  for (const byte of data) {
    const next = before + String.fromCharCode(byte);
    if (next.length === 1 || codes.has(next)) {
      before = next;
      continue;
    }
    write(codeOf(before), widthFor());
    codes.set(next, nextCode());
    if (nextCode() === 4094) {
      write(clear, 12);
      codes = new Map();
    }
    before = String.fromCharCode(byte);
  }
  if (before !== '') {
    write(codeOf(before), widthFor());
    // A decoder adds a code behind it, too.
    codes.set('', 0);
  }
  write(end, widthFor());
  write(0, 7);
  return Buffer.from(bytes);
};

/** Compressions by their number in a TIFF, each of a piece of so many bytes a row. */
export const tiffCodecs = {
  none: { tag: 1, compress: (piece: Buffer): Buffer => piece },
  lzw: { tag: 5, compress: lzw },
  deflate: { tag: 8, compress: (piece: Buffer): Buffer => deflateSync(piece) },
  packBits: {
    tag: 32_773,
    compress: (piece: Buffer, rowBytes: number): Buffer =>
      Buffer.concat(
        Array.from({ length: piece.length / rowBytes }, (_, row) =>
          packBits(piece.subarray(row * rowBytes, (row + 1) * rowBytes)),
        ),
      ),
  },
  'old deflate': { tag: 32_946, compress: (piece: Buffer): Buffer => deflateSync(piece) },
  zstd: { tag: 50_000, compress: (piece: Buffer): Buffer => zstdCompressSync(piece) },
} as const;
