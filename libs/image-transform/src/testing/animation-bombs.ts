import { webpChunk, webpOfChunks } from '@image-pipeline/image-file/testing';
import sharp from 'sharp';

const uint16 = (...values: readonly number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const uint32 = (...values: readonly number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);

/** GIF89a: frames as large as the screen, with as good as no pixels, and the first of so many blocks. */
export const gifOf = (frames: number, side: number, blocks = 0): Buffer => {
  const screen = Buffer.concat([
    Buffer.from('GIF89a'),
    uint16(side, side),
    Buffer.of(0x80, 0, 0, 0, 0, 0, 9, 9, 9),
  ]);
  const frame = Buffer.concat([Buffer.of(0x2c), uint16(0, 0, side, side), Buffer.of(0, 2, 2, 0x44, 1, 0)]);
  const comment =
    blocks > 0 ? Buffer.concat([Buffer.of(0x21, 0xfe), Buffer.alloc(blocks * 2, 1), Buffer.of(0)]) : [];
  return Buffer.concat([
    screen,
    Buffer.from(comment),
    Buffer.alloc(frame.length * frames, frame),
    Buffer.of(0x3b),
  ]);
};

/** RFC 9649: a canvas, frames of one pixel, and chunks of other kinds behind them. */
export const webpOf = async (
  frames: number,
  side: number,
  others: Buffer = Buffer.alloc(0),
): Promise<Buffer> => {
  const one = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .webp({ lossless: true })
    .toBuffer();
  const pixels = one.subarray(12);
  const frame = webpChunk('ANMF', Buffer.concat([Buffer.alloc(16), pixels]));
  const canvas = Buffer.concat([uint32(0x02), uint24(side - 1), uint24(side - 1)]);
  return webpOfChunks(
    webpChunk('VP8X', canvas),
    webpChunk('ANIM', Buffer.alloc(6)),
    Buffer.alloc(frame.length * frames, frame),
    others,
  );
};

const uint24 = (value: number): Buffer => uint32(value).subarray(0, 3);
