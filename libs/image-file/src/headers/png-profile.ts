import { unpacked } from './png-texts.ts';

const headerBytes = 128;

/**
 * The ICC profile in an `iCCP` chunk (PNG third edition, section 11.3.2.3): a name, a zero, the method 0 and the profile,
 * compressed. As in libpng, one of another colour space than the picture, or that is none, is not there.
 * @param colourType of the picture; its second bit tells colour from grey
 */
export const pngProfile = (chunk: Buffer, colourType: number): Buffer | undefined => {
  const nameEnd = chunk.subarray(0, 80).indexOf(0);
  if (nameEnd < 1 || chunk[nameEnd + 1] !== 0) return undefined;
  const profile = unpacked(chunk.subarray(nameEnd + 2), maxProfileBytes);
  if (profile === undefined || profile.length < headerBytes + 4) return undefined;
  const text = (at: number) => profile.toString('latin1', at, at + 4);
  const isProfile = profile.readUInt32BE(0) === profile.length && text(36) === 'acsp';
  return isProfile && text(16) === ((colourType & 2) === 2 ? 'RGB ' : 'GRAY') ? profile : undefined;
};

/** As much as libpng unpacks. */
const maxProfileBytes = 8_000_000;
