import { riffChunks } from '../containers/riff-chunks.ts';
import type { Meter } from '../refusal/meter.ts';
import { exifOrientation } from './exif-orientation.ts';
import { HeaderError, type Header } from './header.ts';

const formTypeEnd = 12;

/** Flags of the extended form, RFC 9649, section 2.7: what else is in the file. */
const flags = { animation: 0x02, xmp: 0x04, exif: 0x08, alpha: 0x10, icc: 0x20 } as const;

/** Left, top, width, height, duration and flags of a frame. */
const frameHeaderBytes = 16;

/** Reads a WebP. Metadata that the header does not announce is not there, but for XMP under a name it had for years. */
export const readWebp = (file: Buffer, meter: Meter): Header => {
  const end = file.length < formTypeEnd ? Infinity : file.readUInt32LE(4) + 8;
  if (end > file.length) throw new HeaderError('WebP: shorter than it says');
  const first: Partial<Record<string, Buffer>> = {};
  let still: Bitstream | undefined;
  let pages = 0;
  let hasClearFrame = false;
  for (const { type, data } of riffChunks(file.subarray(formTypeEnd, end), meter)) {
    first[type] ??= data;
    still ??= bitstreamOf(type, data);
    if (type !== 'ANMF') continue;
    pages += 1;
    hasClearFrame ||= isClear(data, first['VP8X'], meter);
  }
  const canvas = first['VP8X'];
  const announced = canvas?.[0] ?? 0;
  const isAnimation = (announced & flags.animation) !== 0;
  const size = canvas ? sizeOf(canvas, 4) : still;
  if (size === undefined || (isAnimation ? pages === 0 : still === undefined)) {
    throw new HeaderError('WebP: no picture');
  }
  const [exif, icc] = [announced & flags.exif && first['EXIF'], announced & flags.icc && first['ICCP']];
  // ImageMagick wrote a NUL for the blank at the end, which no other reader takes for XMP.
  const xmp = (announced & flags.xmp && first['XMP ']) || first['XMP\0'];
  return {
    width: size.width,
    height: size.height,
    orientation: exifOrientation(exif || undefined),
    pages: isAnimation ? pages : 1,
    hasAlpha: canvas
      ? (announced & flags.alpha) !== 0 || (isAnimation && hasClearFrame)
      : still?.hasAlpha === true,
    blocks: { ...(exif && { exif }), ...(xmp && { xmp }), ...(icc && { icc }) },
  };
};

interface Bitstream {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

/** A size in six bytes, each side less one: RFC 9649, sections 2.7.1 and 2.7.1.1. */
const sizeOf = (data: Buffer, at: number) => {
  if (data.length < at + 6) throw new HeaderError('WebP: a size is cut off');
  return { width: data.readUIntLE(at, 3) + 1, height: data.readUIntLE(at + 3, 3) + 1 };
};

/** RFC 6386, section 9.1, and RFC 9649, section 3.4: 14 bits for each side, less one in the lossless format. */
const bitstreamOf = (type: string, data: Buffer): Bitstream | undefined => {
  if (type === 'VP8 ' && data.length >= 10 && data.readUIntBE(3, 3) === startCode) {
    const [width, height] = [data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff];
    return { width, height, hasAlpha: false };
  }
  if (type !== 'VP8L' || data.length < 5) return undefined;
  const bits = data.readUInt32LE(1);
  return {
    width: (bits & 0x3fff) + 1,
    height: ((bits >>> 14) & 0x3fff) + 1,
    hasAlpha: ((bits >>> 28) & 1) === 1,
  };
};

/** In front of the size of a key frame: RFC 6386, section 9.1. Decoders refuse any other. */
const startCode = 0x9d012a;

/** Whether a frame lets through what is behind it: it has alpha, or leaves some of the canvas free. */
const isClear = (frame: Buffer, canvas: Buffer | undefined, meter: Meter): boolean => {
  if (canvas === undefined || frame.length < frameHeaderBytes) return false;
  const [own, whole] = [sizeOf(frame, 6), sizeOf(canvas, 4)];
  if (own.width !== whole.width || own.height !== whole.height) return true;
  for (const { type, data } of riffChunks(frame.subarray(frameHeaderBytes), meter)) {
    if (type === 'ALPH') return true;
    const bitstream = bitstreamOf(type, data);
    if (bitstream) return bitstream.hasAlpha;
  }
  return false;
};
