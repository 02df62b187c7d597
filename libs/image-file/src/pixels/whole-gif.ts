import type { Size } from '../svg/svg-size.ts';
import { changed, clearColour, endedPixels, type Change } from './gif-changes.ts';
import { hasLostColours } from './gif-colours.ts';
import { gifFrames, type GifFrame } from './gif-frames.ts';
import { mayBeEnded, walkLzwCodes, type LzwCodes } from './lzw-codes.ts';
import { DamagedPixelsError, type WholeFile } from './whole-file.ts';

/** So many zeros in a row no codes are: the second time a string of colours comes, it has a code of its own. */
const hole = Buffer.alloc(8);

/**
 * Counts the pixels of the first frame, of which decoders fill up what is missing, and those of every other that may lack
 * some; and helps where a decoder shows less than browsers do. Pixels behind which no code ends them are all there, so
 * one is put behind them. A first frame that leaves some of the screen free leaves it clear, which is said in front of it.
 * @param screen sides of the picture, in pixels
 * @throws DamagedPixelsError when a frame has a code that means nothing, or fewer pixels than it says
 */
export const wholeGif = (file: Buffer, screen: Size): WholeFile => {
  const frames = gifFrames(file);
  const [first] = frames;
  const needsColour =
    first !== undefined && leavesFree(first, screen) && !frames.some(({ isClear }) => isClear);
  const changes: Change[] = [];
  let named: readonly Change[] | undefined;
  for (const frame of frames) {
    const data = frame.codes();
    const isWanted = frame === first || (needsColour && named === undefined);
    if (!isWanted && !data.includes(hole) && mayBeEnded(data, frame.size)) continue;
    const codes = requireCodes(frame, data);
    if (hasLostColours(file, frame, codes.colours))
      throw new DamagedPixelsError('GIF: zeros among the colours');
    if (!codes.isEnded && frame.width * frame.height > 0) {
      changes.push({ start: frame.from, end: frame.to, bytes: endedPixels(data, frame.size, codes) });
    }
    const spare = codes.colours.lastIndexOf(0);
    if (needsColour && spare >= 0) named ??= clearColour(file, frame, spare);
  }
  const bytes = changed(file, [...changes, ...(named ?? [])]);
  const isUnnamed = needsColour && named === undefined;
  return { bytes, isDoubtful: false, ...(isUnnamed && { shown: first }) };
};

const requireCodes = (frame: GifFrame, data: Buffer): LzwCodes => {
  const codes = walkLzwCodes(data, frame.size, frame.width * frame.height);
  if (codes.fills && !(codes.overflows && data.includes(hole))) return codes;
  throw new DamagedPixelsError('GIF: a frame has not the pixels that it says');
};

const leavesFree = ({ left, top, width, height }: GifFrame, screen: Size): boolean =>
  left > 0 || top > 0 || width < screen.width || height < screen.height;
