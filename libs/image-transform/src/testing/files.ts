import { crc32, deflateSync } from 'node:zlib';

/** Files that no encoder writes: forged headers and profiles of one's own. */

const pngSignatureBytes = 8;
const pngHeaderChunkBytes = 25;

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A PNG of about 5 kB whose header claims any size; its pixels are not there. */
export function pngThatClaims(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(5_000_000))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The same PNG with an ICC profile and with none of its pixels changed. */
export function pngWithProfile(png: Buffer, profile: Uint8Array): Buffer {
  const at = pngSignatureBytes + pngHeaderChunkBytes;
  const data = Buffer.concat([Buffer.from('test\0\0', 'latin1'), deflateSync(profile)]);
  return Buffer.concat([png.subarray(0, at), pngChunk('iCCP', data), png.subarray(at)]);
}

/** The same JPEG with an ICC profile and with none of its pixels changed. */
export function jpegWithProfile(jpeg: Buffer, profile: Uint8Array): Buffer {
  const data = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile]);
  const segment = Buffer.from([0xff, 0xe2, 0, 0]);
  segment.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, data, jpeg.subarray(2)]);
}

/** The same baseline JPEG with another size in its frame header. */
export function jpegThatClaims(jpeg: Buffer, width: number, height: number): Buffer {
  const forged = Buffer.from(jpeg);
  const frameHeader = forged.indexOf(Buffer.from([0xff, 0xc0, 0x00, 0x11, 0x08]));
  if (frameHeader < 0) throw new Error('no baseline frame header in this JPEG');
  forged.writeUInt16BE(height, frameHeader + 5);
  forged.writeUInt16BE(width, frameHeader + 7);
  return forged;
}
