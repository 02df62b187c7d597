import { boxesIn, type Box } from '../containers/iso-boxes.ts';

/** Version and flags, which "full boxes" have before their content. */
export const versionBytes = 4;

/** A box of the ISO base media file format (ISO/IEC 14496-12, section 4.2). */
export const boxOf = (type: string, ...contents: readonly Buffer[]): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(contents.reduce((bytes, { length }) => bytes + length, head.length));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...contents]);
};

/** The same boxes, each with what becomes of its content. */
export const changedBoxes = (boxes: Iterable<Box>, change: (box: Box) => Buffer): Buffer =>
  Buffer.concat([...boxes].map((box) => boxOf(box.type, change(box))));

/**
 * A copy of a file with other contents of the boxes in its `meta`. That goes behind all others, and where it was is
 * free space: whatever points into the file still does, however long it becomes.
 */
export const rewriteMeta = (file: Buffer, change: (box: Box) => Buffer): Buffer => {
  const meta = [...boxesIn(file)].find(({ type }) => type === 'meta');
  if (meta === undefined) return file;
  const boxes = changedBoxes(boxesIn(meta.content.subarray(versionBytes)), change);
  const copy = Buffer.concat([file, boxOf('meta', meta.content.subarray(0, versionBytes), boxes)]);
  copy.write('free', typeAt(file, meta), 'latin1');
  closeLastBox(file, copy);
  return copy;
};

/** In front of the content, or of the eight bytes of a large size. */
const typeAt = (file: Buffer, { type, content }: Box): number => {
  const at = content.byteOffset - file.byteOffset - 4;
  return file.toString('latin1', at, at + 4) === type ? at : at - 8;
};

/** One that reaches to the end, whatever its size, gets the size that it had. */
const closeLastBox = (file: Buffer, copy: Buffer): void => {
  const last = [...boxesIn(file)].at(-1);
  if (last === undefined) return;
  const start = typeAt(file, last) - 4;
  if (file.readUInt32BE(start) === 0) copy.writeUInt32BE(file.length - start, start);
};
