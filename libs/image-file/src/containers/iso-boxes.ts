/** A box of the ISO base media file format (ISO/IEC 14496-12, section 4.2). */
export interface Box {
  /** Four letters. */
  readonly type: string;
  /** What is in it, behind its header. */
  readonly content: Buffer;
}

/** A grid of a thousand tiles has about as many boxes; a hundred megabytes could hold twelve million. */
const maxBoxes = 10_000;

const headerBytes = 8;
const largeHeaderBytes = 16;

/** The boxes that lie one behind the other in these bytes, up to the first that cannot be. */
export function* boxesIn(bytes: Buffer): Generator<Box> {
  let at = 0;
  for (let count = 0; count < maxBoxes && at + headerBytes <= bytes.length; count++) {
    const { start, end } = extentOf(bytes, at);
    if (start > end || end > bytes.length) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(start, end) };
    at = end;
  }
}

/** A size of 0 reaches to the end, one of 1 stands in eight bytes behind the type. */
const extentOf = (bytes: Buffer, at: number): { start: number; end: number } => {
  const size = bytes.readUInt32BE(at);
  if (size === 0) return { start: at + headerBytes, end: bytes.length };
  if (size !== 1) return { start: at + headerBytes, end: at + size };
  const start = at + largeHeaderBytes;
  return {
    start,
    end: start > bytes.length ? Infinity : at + Number(bytes.readBigUInt64BE(at + headerBytes)),
  };
};

/** The first box of a type. */
export const boxIn = (bytes: Buffer, type: string): Buffer | undefined => {
  for (const box of boxesIn(bytes)) if (box.type === type) return box.content;
  return undefined;
};
