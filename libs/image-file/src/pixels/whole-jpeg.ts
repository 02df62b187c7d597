import { jpegHead } from './jpeg-head.ts';
import { jpegScans } from './jpeg-scans.ts';
import { requireBlocks } from './require-blocks.ts';
import { areComplete, isHollow } from './scan-holes.ts';
import { DamagedPixelsError, type WholeFile } from './whole-file.ts';
import { hole, withoutZeros } from './zeros.ts';

const endOfImage = Buffer.of(0xff, 0xd9);

/**
 * Looks for the end of a JPEG's pixels and for holes in them, which decoders fill up with grey or take for pixels. A file
 * that has the one and not the other is read through and no more: a millisecond for five megabytes. One that lacks only
 * the marker of its end, or has zeros in its place, is whole, and phones write such: its blocks are counted.
 * @throws DamagedPixelsError when there are zeros that no encoder writes, or blocks or scans are missing
 */
export const wholeJpeg = (file: Buffer): WholeFile => {
  const head = jpegHead(file);
  const { frame, pixels: start, hasGap } = head;
  if (frame === undefined) return { bytes: file, isDoubtful: false };
  const end = file.indexOf(endOfImage, start);
  const pixels = file.subarray(start, end < 0 ? undefined : end);
  const written = withoutTail(pixels);
  const isCut = end < 0 || pixels.length - written.length >= hole.length;
  // A hole may begin in the head of the scan, which ends with a zero.
  const hasHole = file.subarray(start - 1, start + written.length).includes(hole);
  if (!isCut && !hasGap && !hasHole) return { bytes: file, isDoubtful: false };
  const bytes = isCut ? Buffer.concat([file.subarray(0, start + written.length), endOfImage]) : file;
  const scans = jpegScans(bytes, start + (isCut ? written : pixels).length);
  if (!areComplete(frame, scans)) throw new DamagedPixelsError('JPEG: scans are missing');
  if (scans.some((scan) => isHollow(frame, scan)))
    throw new DamagedPixelsError('JPEG: zeros among the pixels');
  // Zeros behind its last pixel may have been left out: only a decoder tells whether others are missing.
  if (frame.coding === 'arithmetic') {
    return { bytes: bytes.subarray(0, isCut ? -endOfImage.length : undefined), isDoubtful: isCut };
  }
  return {
    bytes,
    isDoubtful: requireBlocks({ ...head, frame }, scans, { isCut, hasGap, hasHole }) === 'doubtful',
  };
};

/** A zero behind 0xff belongs to it. */
const withoutTail = (pixels: Buffer): Buffer => {
  const { length } = withoutZeros(pixels);
  return pixels.subarray(0, pixels[length - 1] === 0xff ? length + 1 : length);
};
