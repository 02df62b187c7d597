import { pngChunk, pngWith } from './png.ts';

/** Files whose colours are told by code points of ITU-T H.273, and by nothing else unless they have it already. */

/** The same PNG with a `cICP` chunk: primaries, transfer, matrix, full range. */
export const pngWithCodePoints = (png: Buffer, ...numbers: readonly number[]): Buffer =>
  pngWith(png, pngChunk('cICP', Buffer.from(numbers)));

/** The same AVIF, as sharp writes it without a profile, with other numbers in its `nclx`. */
export const avifWithCodePoints = (avif: Buffer, primaries: number, transfer: number): Buffer => {
  const changed = Buffer.from(avif);
  const at = changed.indexOf('colrnclx');
  if (at < 0) throw new Error('no nclx in this AVIF');
  changed.writeUInt16BE(primaries, at + 8);
  changed.writeUInt16BE(transfer, at + 10);
  return changed;
};

/** The same HEIC or AVIF, its profile replaced by code points in a box of the same size: nothing else moves. */
export const heifWithCodePointsForProfile = (heif: Buffer, primaries: number, transfer: number): Buffer => {
  const changed = Buffer.from(heif);
  const at = changed.indexOf('colrprof');
  if (at < 0) throw new Error('no profile in this HEIF');
  changed.write('nclx', at + 4, 'latin1');
  changed.writeUInt16BE(primaries, at + 8);
  changed.writeUInt16BE(transfer, at + 10);
  // As HEVC and heif-enc have it by default: BT.601's matrix, full range.
  changed.writeUInt16BE(6, at + 12);
  changed.writeUInt8(0x80, at + 14);
  return changed;
};
