import type { IsoItems } from '../containers/iso-items.ts';

/**
 * HEVC has no three zero bytes in a row: an encoder puts a 3 behind the second (ITU-T H.265, section 7.4.2). Three or
 * four begin the length in front of a piece, and some writers pad the last piece with a few.
 */
const hole = Buffer.alloc(8);

/** Overlapping pieces may be many times as long as their file: libheif limits those, and here they are not searched. */
const maxRounds = 2;

/**
 * Whether a part of an HEVC picture, of its tiles or of its alpha is zeros, as in a file whose room was made before its
 * bytes came: a decoder draws something for them and finds no fault.
 * @param length of the file, in bytes
 */
export const hasHoles = (heif: IsoItems, primary: number, length: number): boolean => {
  let left = length * maxRounds;
  for (const piece of heif.piecesOf(codedParts(heif, primary))) {
    left -= piece.length;
    if (left < 0) return false;
    if (piece.includes(hole)) return true;
  }
  return false;
};

/** The items of HEVC that the picture and its auxiliary pictures are, or are made of. */
const codedParts = ({ items, references }: IsoItems, primary: number): ReadonlySet<number> => {
  const auxiliary = references.filter(({ type, to }) => type === 'auxl' && to.includes(primary));
  const whole = new Set([primary, ...auxiliary.map(({ from }) => from)]);
  const parts = references.filter(({ type, from }) => type === 'dimg' && whole.has(from));
  const wanted = new Set([...whole, ...parts.flatMap(({ to }) => to)]);
  return new Set(items.filter(({ id, type }) => type === 'hvc1' && wanted.has(id)).map(({ id }) => id));
};
