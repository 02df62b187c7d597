import { crc32, deflateSync } from 'node:zlib';

/** PNGs that no encoder writes, and metadata in them as programs write it. */

/** PNG third edition, section 5.3. */
export const pngChunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** Behind signature and header. */
const headBytes = 33;
const endChunkBytes = 12;

/** The same PNG with chunks in front of its pixels. */
export const pngWith = (png: Buffer, ...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, headBytes), ...chunks, png.subarray(headBytes)]);

/** The same PNG with chunks behind its pixels. */
export const pngWithBehind = (png: Buffer, ...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, -endChunkBytes), ...chunks, png.subarray(-endChunkBytes)]);

/**
 * A PNG of clear or black pixels.
 * @param rows each behind the number of its filter; those of a PNG that lies about its size are fewer
 */
export const pngOf = (
  width: number,
  height: number,
  { colourType = 2, bits = 8, rows }: { colourType?: number; bits?: number; rows?: Buffer } = {},
): Buffer => {
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colourType] ?? 0;
  const pixels = rows ?? Buffer.alloc((1 + Math.ceil((width * samples * bits) / 8)) * height);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.of(bits, colourType, 0, 0, 0)])),
    ...(colourType === 3 ? [pngChunk('PLTE', Buffer.alloc(6))] : []),
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};

/** EXIF as digits in a text chunk, the way ImageMagick writes it. */
export const profileText = (block: Buffer): Buffer =>
  hexText('exif', Buffer.concat([Buffer.from('Exif\0\0'), block]));

/** Any bytes as digits, under the name of their kind. */
export const hexText = (kind: string, payload: Buffer): Buffer => {
  const lines = payload.toString('hex').replaceAll(/.{72}/g, '$&\n');
  return Buffer.from(`\n${kind}\n${String(payload.length).padStart(8)}\n${lines}\n`, 'latin1');
};

/** A `tEXt` chunk. */
export const textChunk = (keyword: string, text: Buffer): Buffer =>
  pngChunk('tEXt', Buffer.concat([Buffer.from(`${keyword}\0`), text]));

/** A `zTXt` chunk. */
export const compressedTextChunk = (keyword: string, text: Buffer): Buffer =>
  pngChunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]));
