/**
 * The XMP packet of a GIF, for which libvips does not look: an application extension of its own name (XMP Specification
 * part 3, section 1.1.2). The packet is not cut into blocks as everything else is. A ramp of bytes behind it leads
 * readers that take its letters for the lengths of blocks to the end of the extension all the same.
 */
export const xmpInGif = (gif: Uint8Array): Uint8Array | undefined => {
  const file = Buffer.from(gif.buffer, gif.byteOffset, gif.byteLength);
  let at = afterScreen(file);
  for (let block = 0; block < maxBlocks && at < file.length; block++) {
    const introducer = file[at];
    if (introducer === extension && file[at + 1] === application && isXmp(file, at + 2)) {
      const start = at + 3 + applicationName.length;
      return packetIn(file.subarray(start, afterBlocks(file, start)));
    }
    if (introducer === extension) at = afterBlocks(file, at + 2);
    else if (introducer === image) at = afterBlocks(file, afterImageDescriptor(file, at));
    else return undefined;
  }
  return undefined;
};

/** GIF89a, sections 18 to 26. */
const extension = 0x21;
const application = 0xff;
const image = 0x2c;
const applicationName = Buffer.from('XMP DataXMP', 'latin1');

/** Three for each of a thousand frames, the most that an image may have, and some for text. */
const maxBlocks = 4000;

const isXmp = (file: Buffer, at: number) =>
  file[at] === applicationName.length &&
  file.subarray(at + 1, at + 1 + applicationName.length).equals(applicationName);

const afterScreen = (file: Buffer) => 13 + colourTableBytes(file[10]);

/** One byte behind the descriptor and its colours tells the first code size. */
const afterImageDescriptor = (file: Buffer, at: number) => at + 10 + colourTableBytes(file[at + 9]) + 1;

const colourTableBytes = (flags = 0) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

/** Blocks begin with their length; one of length 0 ends them. Lengths that lead out of the file end there. */
const afterBlocks = (file: Buffer, from: number): number => {
  let at = from;
  while ((file[at] ?? 0) > 0) at += 1 + (file[at] ?? 0);
  return at + 1;
};

/** 1, then 255 down to 0, then the end of the blocks. */
const rampBytes = 258;

const packetIn = (extended: Buffer): Buffer => {
  const ramp = extended.length - rampBytes;
  const hasRamp = ramp >= 0 && extended[ramp] === 1 && extended[ramp + 1] === 255;
  return extended.subarray(0, hasRamp ? ramp : extended.length);
};
