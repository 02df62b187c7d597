import { gifBlocks } from '../containers/gif-blocks.ts';
import { unmetered } from '../refusal/meter.ts';
import { DamagedPixelsError } from './whole-file.ts';
import { withoutZeros } from './zeros.ts';

/** A frame of a GIF, its places in bytes and its sides in pixels. */
export interface GifFrame {
  readonly start: number;
  /** Where the content of its graphic control extension is, and whether that names a clear colour. */
  readonly control: number | undefined;
  readonly isClear: boolean;
  /** How long it is to be seen, in hundredths of a second. */
  readonly delay: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Bits of a colour. */
  readonly size: number;
  /** Its codes in their sub-blocks: where they are, and they themselves without these. */
  readonly from: number;
  readonly to: number;
  readonly codes: () => Buffer;
}

/** GIF89a, sections 23, 26 and 27. */
const [graphicControl, application, trailer] = [0xf9, 0xff, 0x3b];

/** Tells how often frames are played. */
const looping = Buffer.from('\x0bNETSCAPE2.0', 'latin1');

const descriptorBytes = 10;
const maxSize = 11;

/**
 * The frames of a GIF, as far as decoders show them.
 * @throws DamagedPixelsError when one is cut off, or an animation is before its end
 */
export const gifFrames = (file: Buffer): readonly GifFrame[] => {
  const frames: GifFrame[] = [];
  let control: Buffer | undefined;
  let [isLooping, end, isBehindFrame] = [false, 0, false];
  for (const block of gifBlocks(file, unmetered)) {
    isBehindFrame = block.kind === 'frame';
    if (block.kind === 'extension') {
      const { label, content } = block;
      end = placeIn(file, content) + content.length;
      isLooping ||= label === application && content.subarray(0, looping.length).equals(looping);
      if (label === graphicControl) control = content;
      continue;
    }
    const { descriptor, pixels, isWhole } = block;
    const size = pixels[0] ?? 0;
    const isReadable = isWhole && descriptor.length >= descriptorBytes && size > 0 && size <= maxSize;
    if (!isReadable) throw new DamagedPixelsError('GIF: a frame is cut off');
    end = placeIn(file, pixels) + pixels.length;
    frames.push({
      start: placeIn(file, descriptor),
      control: control && placeIn(file, control),
      isClear: ((control?.[1] ?? 0) & 1) === 1,
      delay: control !== undefined && control.length > 3 ? control.readUInt16LE(2) : 0,
      left: descriptor.readUInt16LE(1),
      top: descriptor.readUInt16LE(3),
      width: descriptor.readUInt16LE(5),
      height: descriptor.readUInt16LE(7),
      size,
      from: placeIn(file, pixels) + 1,
      to: end,
      codes: () => joined(pixels, mostCodes(descriptor)),
    });
    control = undefined;
  }
  const [first] = frames;
  if (first === undefined || first.width * first.height === 0)
    throw new DamagedPixelsError('GIF: no first frame');
  const rest = file.subarray(end);
  const plays = frames.length > 1 || isLooping || first.delay > 0;
  if (isHollow(rest, isBehindFrame, plays)) throw new DamagedPixelsError('GIF: a frame is missing');
  return frames;
};

/** Many leave out what ends a file. Of one that plays, something else in its place was a frame, and of any a hole was. */
const isHollow = (rest: Buffer, isBehindFrame: boolean, plays: boolean): boolean => {
  if (rest[0] === trailer) return false;
  if (rest.length === 0) return plays && !isBehindFrame;
  return plays || (rest[0] === 0 && withoutZeros(rest).length > 0);
};

const placeIn = (file: Buffer, view: Buffer): number => view.byteOffset - file.byteOffset;

/** Bytes of two codes for each pixel, of which one clears, and room for some that do nothing. What is behind is never read. */
const mostCodes = (descriptor: Buffer): number =>
  3 * descriptor.readUInt16LE(5) * descriptor.readUInt16LE(7) + 64 * 1024;

/** Sub-blocks without their lengths, as far as so many bytes. */
const joined = (pixels: Buffer, most: number): Buffer => {
  const data = Buffer.allocUnsafe(Math.min(pixels.length, most + 255));
  let [at, length] = [1, 0];
  for (let bytes = pixels[at] ?? 0; bytes > 0 && length < most; bytes = pixels[at] ?? 0) {
    length += pixels.copy(data, length, at + 1, at + 1 + bytes);
    at += bytes + 1;
  }
  return data.subarray(0, length);
};
