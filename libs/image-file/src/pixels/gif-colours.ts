import type { GifFrame } from './gif-frames.ts';

const [screenBytes, colourBytes, descriptorBytes] = [13, 3, 10];

/** Black so often in a row, and this many of them in use: nobody gives one colour several numbers. */
const [mostBlack, mostUsed] = [3, 2];

/**
 * Whether colours of a frame are zeros that were others.
 * @param used by their numbers: 1 where a pixel has it
 */
export const hasLostColours = (file: Buffer, frame: GifFrame, used: Uint8Array): boolean => {
  const table = colourTable(file, frame);
  const clear = frame.isClear && frame.control !== undefined ? file[frame.control + 4] : undefined;
  let [black, inUse] = [0, 0];
  for (let colour = 0; colour * colourBytes < table.length; colour++) {
    const at = colour * colourBytes;
    if (table.readUIntBE(at, colourBytes) === 0) {
      black += 1;
      inUse += colour === clear ? 0 : (used[colour] ?? 0);
      if (black > mostBlack && inUse > mostUsed) return true;
    } else [black, inUse] = [0, 0];
  }
  return false;
};

/** GIF89a, sections 19 and 21: its own, or that of all. */
const colourTable = (file: Buffer, { start }: GifFrame): Buffer => {
  const own = tableAt(file, start + descriptorBytes, file[start + descriptorBytes - 1]);
  return own.length > 0 ? own : tableAt(file, screenBytes, file[10]);
};

/** The top bit tells whether there is one, the lowest three how many colours it has. */
const tableAt = (file: Buffer, start: number, flags = 0): Buffer =>
  file.subarray(start, (flags & 0x80) === 0 ? start : start + (colourBytes << ((flags & 7) + 1)));
