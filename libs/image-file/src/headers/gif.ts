import { gifBlocks, type GifBlock } from '../containers/gif-blocks.ts';
import type { Meter } from '../refusal/meter.ts';
import { HeaderError, type Header } from './header.ts';

/** Labels of GIF89a, sections 23 and 26. */
const [graphicControl, application] = [0xf9, 0xff];
const screenBytes = 13;

/** Codes of LZW have at most 12 bits. */
const maxCodeSize = 12;

/**
 * Reads a GIF, as libnsgif does: its pages are the frames that are whole, and one at the end that is cut off. The
 * picture is opaque unless a frame has a clear colour, or the first leaves some of the screen free.
 */
export const readGif = (file: Buffer, meter: Meter): Header => {
  if (file.length < screenBytes) throw new HeaderError('GIF: no screen');
  let size = screenOf(file);
  let pages = 0;
  let hasAlpha = false;
  let isClear = false;
  let xmp: Buffer | undefined;
  for (const block of gifBlocks(file, meter)) {
    if (block.kind === 'extension') {
      if (block.label === graphicControl) isClear ||= ((block.content[1] ?? 0) & 1) === 1;
      if (block.label === application) xmp ??= packetIn(block.content);
    } else if (isFrame(block, pages)) {
      // Whoever draws lets the first frame reach out of the screen, and no other.
      if (pages === 0) {
        size = grown(size, block.descriptor);
        hasAlpha = leavesFree(size, block.descriptor);
      }
      pages += 1;
      hasAlpha ||= isClear;
      isClear = false;
    } else break;
  }
  if (pages === 0) throw new HeaderError('GIF: no frame');
  return { ...size, orientation: 1, pages, hasAlpha, blocks: { ...(xmp && { xmp }) } };
};

/** One that is cut off is shown, as far as it goes, if another comes before it. */
const isFrame = ({ pixels, isWhole }: GifBlock & { kind: 'frame' }, before: number): boolean =>
  (pixels[0] ?? maxCodeSize) < maxCodeSize && (isWhole || (before > 0 && pixels.length > 1));

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Screens of the programs that wrote them, not of the picture: then it is as large as its first frame. */
const writersScreens = new Set(['640x480', '640x512', '800x600', '1024x768', '1280x1024', '1600x1200']);
const widestScreen = 2048;

const screenOf = (file: Buffer): Size => {
  const [width, height] = [file.readUInt16LE(6), file.readUInt16LE(8)];
  const isBelievable =
    width > 0 &&
    height > 0 &&
    Math.max(width, height) <= widestScreen &&
    !writersScreens.has(`${width}x${height}`);
  return isBelievable ? { width, height } : { width: 1, height: 1 };
};

const grown = ({ width, height }: Size, descriptor: Buffer): Size => ({
  width: Math.max(width, descriptor.readUInt16LE(1) + descriptor.readUInt16LE(5)),
  height: Math.max(height, descriptor.readUInt16LE(3) + descriptor.readUInt16LE(7)),
});

/** What no frame has covered yet is clear. */
const leavesFree = ({ width, height }: Size, descriptor: Buffer): boolean =>
  descriptor.readUInt32LE(1) !== 0 ||
  descriptor.readUInt16LE(5) < width ||
  descriptor.readUInt16LE(7) < height;

const xmpName = Buffer.from('\x0bXMP DataXMP', 'latin1');

/** 1, then 255 down to 0, then the end of the sub-blocks. */
const rampBytes = 258;

/**
 * The XMP packet in an application extension of its own name (XMP Specification part 3, section 1.1.2). It is not cut
 * into sub-blocks as everything else is. A ramp of bytes behind it leads readers that take its letters for the lengths
 * of sub-blocks to the end of the extension all the same.
 */
const packetIn = (content: Buffer): Buffer | undefined => {
  if (!content.subarray(0, xmpName.length).equals(xmpName)) return undefined;
  const packet = content.subarray(xmpName.length);
  const ramp = packet.length - rampBytes;
  const hasRamp = ramp >= 0 && packet[ramp] === 1 && packet[ramp + 1] === 255;
  return packet.subarray(0, hasRamp ? ramp : packet.length);
};
