import type { Samples } from '../pixels/picture.ts';

/** TIFF 6.0: field types and the tags of an uncompressed picture in one strip; ICC.1:2022, annex B.4. */
const short = 3;
const long = 4;
const undefinedType = 7;
const blackIsZero = 1;
const rgb = 2;

type Entry = readonly [tag: number, type: number, count: number, valueOrOffset: number];

const headerBytes = 8;
const bitsOffset = headerBytes;
const profileOffset = bitsOffset + 8;

/** Up to two shorts stand in the entry itself (TIFF 6.0, section 2): 8 and 8. */
const bitsInPlace = 0x0008_0008;

/** Pixels with the profile that describes them, in the cheapest container that holds both: nothing is compressed. */
export const taggedTiff = (
  { pixels, width, height, channels }: Samples,
  profile: Uint8Array,
): Buffer<ArrayBuffer> => {
  const pixelOffset = even(profileOffset + profile.length);
  const directoryOffset = even(pixelOffset + pixels.length);
  const entries: readonly Entry[] = [
    [256, long, 1, width],
    [257, long, 1, height],
    [258, short, channels, channels < 3 ? bitsInPlace : bitsOffset],
    [259, short, 1, 1],
    [262, short, 1, channels < 3 ? blackIsZero : rgb],
    [273, long, 1, pixelOffset],
    [277, short, 1, channels],
    [278, long, 1, height],
    [279, long, 1, pixels.length],
    // Straight alpha.
    ...(channels % 2 === 0 ? [[338, short, 1, 2] as const] : []),
    [34_675, undefinedType, profile.length, profileOffset],
  ];
  const file = Buffer.alloc(directoryOffset + 2 + entries.length * 12 + 4);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(directoryOffset, 4);
  for (let channel = 0; channel < channels; channel++) file.writeUInt16LE(8, bitsOffset + channel * 2);
  file.set(profile, profileOffset);
  file.set(pixels, pixelOffset);
  file.writeUInt16LE(entries.length, directoryOffset);
  for (const [index, entry] of entries.entries()) writeEntry(file, directoryOffset + 2 + index * 12, entry);
  return file;
};

/** Little-endian, so that a short value lies where the first half of a long would. */
const writeEntry = (file: Buffer, at: number, [tag, type, count, value]: Entry): void => {
  file.writeUInt16LE(tag, at);
  file.writeUInt16LE(type, at + 2);
  file.writeUInt32LE(count, at + 4);
  file.writeUInt32LE(value, at + 8);
};

const even = (offset: number): number => offset + (offset % 2);
