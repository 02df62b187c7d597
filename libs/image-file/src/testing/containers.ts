/** Parts of files put together by hand. */

/** ITU-T T.81, section B.1.1.4. */
export const jpegSegment = (marker: number, payload: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
};

/** The same JPEG with another segment in front of all others. */
export const jpegWithSegment = (jpeg: Buffer, marker: number, payload: Buffer): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), jpegSegment(marker, payload), jpeg.subarray(2)]);

/** The same GIF with an XMP packet as Adobe's programs write it: not in sub-blocks, and a ramp behind it. */
export const gifWithPacket = (gif: Buffer, packet: string): Buffer => {
  const ramp = Buffer.from([1, ...Array.from({ length: 256 }, (_, n) => 255 - n), 0]);
  const extension = Buffer.concat([
    Buffer.from('\x21\xff\x0bXMP DataXMP', 'latin1'),
    Buffer.from(packet),
    ramp,
  ]);
  return Buffer.concat([gif.subarray(0, -1), extension, gif.subarray(-1)]);
};

/** A WebP of these chunks. */
export const webpOfChunks = (...chunks: readonly Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(body.length), body]);
};

/** RFC 9649, section 2.3. */
export const webpChunk = (type: string, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from(type, 'latin1'), uint32(data.length), data, Buffer.alloc(data.length % 2)]);

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** A box of the ISO base media file format. */
export const box = (type: string, ...contents: readonly (Buffer | readonly number[])[]): Buffer => {
  const content = Buffer.concat(contents.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
};
