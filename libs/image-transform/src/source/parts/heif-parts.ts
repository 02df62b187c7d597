import { boxesIn, boxIn } from './media-boxes.ts';
import { metadata, type PartsOf } from './part.ts';

/** Version and flags, which "full boxes" have before their content. */
const versionBytes = 4;

/** Types of items that are no pictures: ISO/IEC 23008-12, annex A, and ISO/IEC 14496-12, section 8.11.6. */
const metadataTypes = new Set(['Exif', 'mime', 'uri ']);

/** The properties, a colour profile among them, and the items that hold EXIF or XMP. libheif limits the rest itself. */
export const heifParts: PartsOf = function* (file) {
  const meta = boxIn(file, 'meta')?.subarray(versionBytes);
  if (meta === undefined) return;
  yield metadata(meta.length);
  const items = new Set(metadataItems(boxIn(meta, 'iinf') ?? Buffer.alloc(0)));
  for (const { item, bytes } of extentsIn(boxIn(meta, 'iloc') ?? Buffer.alloc(0))) {
    // What the file has no room for is damage, and libheif does not read it.
    if (items.has(item) && bytes <= file.length) yield metadata(bytes);
  }
};

/** ISO/IEC 14496-12, section 8.11.6: numbers of the items that hold metadata. */
function* metadataItems(iinf: Buffer): Generator<number> {
  const countBytes = iinf[0] === 0 ? 2 : 4;
  for (const { type, content } of boxesIn(iinf.subarray(versionBytes + countBytes))) {
    const idBytes = content[0] === 2 ? 2 : 4;
    const typeAt = versionBytes + idBytes + 2;
    if (type !== 'infe' || content.length < typeAt + 4) continue;
    if (metadataTypes.has(content.toString('latin1', typeAt, typeAt + 4))) {
      yield content.readUIntBE(versionBytes, idBytes);
    }
  }
}

interface Extent {
  readonly item: number;
  readonly bytes: number;
}

/** ISO/IEC 14496-12, section 8.11.3: where the items lie, in pieces that may overlap. */
function* extentsIn(iloc: Buffer): Generator<Extent> {
  const version = iloc[0] ?? 0;
  const [offsetBytes, lengthBytes] = halves(iloc[versionBytes]);
  const [baseBytes, indexBytes] = halves(iloc[versionBytes + 1]);
  const idBytes = version < 2 ? 2 : 4;
  const methodBytes = version === 0 ? 0 : 2;
  const pieceBytes = (version === 0 ? 0 : indexBytes) + offsetBytes + lengthBytes;
  let at = versionBytes + 2 + idBytes;
  while (at + idBytes + methodBytes + 2 + baseBytes + 2 <= iloc.length) {
    const item = iloc.readUIntBE(at, idBytes);
    at += idBytes + methodBytes + 2 + baseBytes + 2;
    const end = at + iloc.readUInt16BE(at - 2) * pieceBytes;
    for (; at < Math.min(end, iloc.length) && pieceBytes > 0; at += pieceBytes) {
      yield { item, bytes: numberIn(iloc.subarray(at + pieceBytes - lengthBytes, at + pieceBytes)) };
    }
    at = end;
  }
}

/** Two numbers of four bits: how many bytes others take, 0, 4 or 8. */
const halves = (byte = 0): readonly [number, number] => [byte >> 4, byte & 15];

const numberIn = (bytes: Buffer): number => bytes.reduce((value, byte) => value * 256 + byte, 0);
