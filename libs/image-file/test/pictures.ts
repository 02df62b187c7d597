import sharp, { type Sharp } from 'sharp';
import { HeaderError, type Header } from '../src/headers/header.ts';
import { createMeter, type Meter } from '../src/refusal/meter.ts';

/** A picture without any metadata, wider than high. */
export const picture = (): Sharp =>
  sharp({ create: { width: 24, height: 16, channels: 3, background: { r: 200, g: 120, b: 40 } } });

/** A block of EXIF with nothing but an orientation. */
export const exifOf = (orientation: number): Buffer => {
  const block = Buffer.alloc(26);
  block.write('II*\0', 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(1, 8);
  block.writeUInt16LE(0x0112, 10);
  block.writeUInt16LE(3, 12);
  block.writeUInt32LE(1, 14);
  block.writeUInt16LE(orientation, 18);
  return block;
};

type Reader = (file: Buffer, meter: Meter) => Header;

/** What a reader finds under the default limit of frames; undefined when it makes no picture. */
export const headerOf = (read: Reader, bytes: Uint8Array): Header | undefined => {
  try {
    return read(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      createMeter({ maxFrames: 1000 }),
    );
  } catch (error) {
    if (error instanceof HeaderError) return undefined;
    throw error;
  }
};

/** The same, or the code of the error that a meter threw. */
export const outcomeOf = (read: Reader, bytes: Uint8Array): unknown => {
  try {
    return headerOf(read, bytes);
  } catch (error) {
    return (error as { code: string }).code;
  }
};
