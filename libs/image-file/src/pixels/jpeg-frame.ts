import type { JpegSegment } from '../containers/jpeg-segments.ts';

/** The frame of a JPEG: ITU-T T.81, section B.2.2. */
export interface JpegFrame {
  /** How its pixels are coded; by anything but `arithmetic` they are by Huffman's codes. */
  readonly coding: 'sequential' | 'progressive' | 'arithmetic';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly components: readonly FrameComponent[];
}

/** Samples of one kind, such as of brightness. */
export interface FrameComponent {
  readonly id: number;
  /** Samples across and down beside the others': 2 where they have 1 for every two pixels. */
  readonly across: number;
  readonly down: number;
  /** The number of its quantization table. */
  readonly divisors: number;
}

/** Table B.1. Others are lossless or in layers, which no decoder here reads. */
const codings: Readonly<Record<number, JpegFrame['coding']>> = {
  0xc0: 'sequential',
  0xc1: 'sequential',
  0xc2: 'progressive',
  0xc9: 'arithmetic',
  0xca: 'arithmetic',
};

/** What decoders read: 8 bits, and at most red, green, blue and black of inks. */
const [bitsOfDecoders, mostComponents] = [8, 4];

/** What a segment says of the frame; undefined when it says nothing, or of one that is not decoded. */
export const frameIn = ({ marker, payload }: JpegSegment): JpegFrame | undefined => {
  const coding = codings[marker];
  const [bits, , , , , count = 0] = payload;
  if (coding === undefined || bits !== bitsOfDecoders || count > mostComponents) return undefined;
  if (payload.length < 6 + 3 * count) return undefined;
  return {
    coding,
    width: payload.readUInt16BE(3),
    height: payload.readUInt16BE(1),
    components: Array.from({ length: count }, (_, n) => {
      const [id = -1, factors = 0x11, divisors = 0] = payload.subarray(6 + 3 * n);
      return { id, across: Math.max(1, factors >> 4), down: Math.max(1, factors & 15), divisors };
    }),
  };
};
