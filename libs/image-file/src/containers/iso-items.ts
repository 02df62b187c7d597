import type { Meter } from '../refusal/meter.ts';
import { boxesIn, boxIn, type Box } from './iso-boxes.ts';

/** The items of a HEIF file, of which pictures are made: ISO/IEC 14496-12, section 8.11, and ISO/IEC 23008-12. */
export interface IsoItems extends ItemTables {
  /** The properties of an item, in the order in which they apply. */
  propertiesOf(item: number): readonly Box[];
  /** An item's bytes; those in one piece uncopied. Undefined when the file does not have all of them. */
  dataOf(item: number): Buffer | undefined;
  /** The pieces of these items that lie in the file itself, uncopied; of one that is cut off, what is there. */
  piecesOf(items: ReadonlySet<number>): Iterable<Buffer>;
}

/** Which items there are, without what is in them. */
export interface ItemTables {
  /** The number of the item that is shown. */
  readonly primary: number | undefined;
  readonly items: readonly IsoItem[];
  /** What points from one item to others, such as `thmb`, `auxl`, `dimg` and `cdsc`. */
  readonly references: readonly IsoReference[];
}

export interface IsoItem {
  readonly id: number;
  /** Four letters: `hvc1`, `av01` and `grid` are pictures, `Exif` and `mime` are not. */
  readonly type: string;
  /** Whether it is only a part of another, as tiles are. */
  readonly isHidden: boolean;
  /** Of `mime` alone. */
  readonly contentType: string;
}

export interface IsoReference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

/** Version and flags, which "full boxes" have before their content. */
const versionBytes = 4;
const nothing = Buffer.alloc(0);

/** Types of items that are no pictures: ISO/IEC 23008-12, annex A, and ISO/IEC 14496-12, section 8.11.6. */
const metadataTypes = new Set(['Exif', 'mime', 'uri ']);

/**
 * Reads the item tables in the `meta` box; undefined without one. The meter counts that box, a colour profile in it,
 * and the items that hold EXIF or XMP. libheif limits the rest itself.
 */
export const isoItems = (file: Buffer, meter: Meter): IsoItems | undefined => {
  const meta = metaOf(file);
  if (meta === undefined) return undefined;
  meter.metadata(meta.length);
  const tables = tablesIn(meta);
  const metadata = new Set(tables.items.filter(({ type }) => metadataTypes.has(type)).map(({ id }) => id));
  const extents = new Map<number, Extent[]>();
  for (const extent of extentsIn(boxIn(meta, 'iloc') ?? nothing, metadata)) {
    // What the file has no room for is damage, and libheif does not read it.
    if (extent.bytes <= file.length) meter.metadata(extent.bytes);
    const others = extents.get(extent.item);
    if (others) others.push(extent);
    else extents.set(extent.item, [extent]);
  }
  const iprp = boxIn(meta, 'iprp') ?? nothing;
  const listed = [...boxesIn(boxIn(iprp, 'ipco') ?? nothing)];
  return {
    ...tables,
    propertiesOf: (item) =>
      [...boxesIn(iprp)]
        .filter(({ type }) => type === 'ipma')
        .flatMap(({ content }) => associationsOf(item, content))
        .flatMap((index) => listed[index - 1] ?? []),
    dataOf: (item) => joined(extents.get(item) ?? [], [file, boxIn(meta, 'idat') ?? nothing]),
    piecesOf: (wanted) => piecesIn(file, extentsIn(boxIn(meta, 'iloc') ?? nothing, wanted)),
  };
};

/** Ten thousand tiles take a tenth of it. */
const maxTableBytes = 1024 * 1024;

/** The items of a file whose format is still to be found, so that nothing is counted: none when the tables are large. */
export const itemTables = (file: Buffer): ItemTables | undefined => {
  const meta = metaOf(file);
  return meta && meta.length <= maxTableBytes ? tablesIn(meta) : undefined;
};

const metaOf = (file: Buffer): Buffer | undefined => boxIn(file, 'meta')?.subarray(versionBytes);

const tablesIn = (meta: Buffer): ItemTables => ({
  primary: primaryItem(boxIn(meta, 'pitm')),
  items: [...itemsIn(boxIn(meta, 'iinf') ?? nothing)],
  references: [...referencesIn(boxIn(meta, 'iref') ?? nothing)],
});

/** ISO/IEC 14496-12, section 8.11.6. */
function* itemsIn(iinf: Buffer): Generator<IsoItem> {
  const countBytes = iinf[0] === 0 ? 2 : 4;
  for (const { type: box, content } of boxesIn(iinf.subarray(versionBytes + countBytes))) {
    const idBytes = content[0] === 2 ? 2 : 4;
    const typeAt = versionBytes + idBytes + 2;
    if (box !== 'infe' || content.length < typeAt + 4) continue;
    const [, contentType = ''] = content.toString('latin1', typeAt + 4, typeAt + 4 + 256).split('\0');
    yield {
      id: content.readUIntBE(versionBytes, idBytes),
      type: content.toString('latin1', typeAt, typeAt + 4),
      isHidden: ((content[versionBytes - 1] ?? 0) & 1) === 1,
      contentType,
    };
  }
}

/** ISO/IEC 14496-12, section 8.11.4. */
const primaryItem = (pitm: Buffer | undefined): number | undefined => {
  const idBytes = pitm?.[0] === 0 ? 2 : 4;
  return pitm && pitm.length >= versionBytes + idBytes ? pitm.readUIntBE(versionBytes, idBytes) : undefined;
};

/** ISO/IEC 14496-12, section 8.11.12. */
function* referencesIn(iref: Buffer): Generator<IsoReference> {
  const idBytes = iref[0] === 0 ? 2 : 4;
  for (const { type, content } of boxesIn(iref.subarray(versionBytes))) {
    if (content.length < idBytes + 2) continue;
    const first = idBytes + 2;
    const room = Math.floor((content.length - first) / idBytes);
    const count = Math.min(content.readUInt16BE(idBytes), room);
    const to = Array.from({ length: count }, (_, n) => content.readUIntBE(first + n * idBytes, idBytes));
    yield { type, from: content.readUIntBE(0, idBytes), to };
  }
}

/** The associations of ten thousand tiles take a tenth of it. */
const maxAssociationBytes = 1024 * 1024;

/** Where an item's associations stand in an `ipma` box: ISO/IEC 23008-12, section 9.3. */
export interface Associations {
  readonly item: number;
  /** Of the byte that counts them, which stands in front of them. */
  readonly countAt: number;
  readonly end: number;
  /** Of each: a bit that says whether it is essential, and the number, from 1, of a property that is listed once. */
  readonly indexBytes: 1 | 2;
}

/** The rows of an `ipma` box, up to the first that it has no room for. */
export function* associationsIn(ipma: Buffer): Generator<Associations> {
  if (ipma.length < versionBytes + 4 || ipma.length > maxAssociationBytes) return;
  const idBytes = ipma[0] === 0 ? 2 : 4;
  const indexBytes = ((ipma[versionBytes - 1] ?? 0) & 1) === 1 ? 2 : 1;
  let at = versionBytes + 4;
  for (let left = ipma.readUInt32BE(versionBytes); left > 0 && at + idBytes < ipma.length; left--) {
    const countAt = at + idBytes;
    const end = countAt + 1 + ipma.readUInt8(countAt) * indexBytes;
    if (end > ipma.length) return;
    yield { item: ipma.readUIntBE(at, idBytes), countAt, end, indexBytes };
    at = end;
  }
}

/** Numbers, from 1, of an item's properties. */
const associationsOf = (item: number, ipma: Buffer): readonly number[] => {
  for (const { item: row, countAt, end, indexBytes } of associationsIn(ipma)) {
    if (row !== item) continue;
    const mask = indexBytes === 2 ? 0x7fff : 0x7f;
    return Array.from(
      { length: (end - countAt - 1) / indexBytes },
      (_, n) => ipma.readUIntBE(countAt + 1 + n * indexBytes, indexBytes) & mask,
    );
  }
  return [];
};

interface Extent {
  readonly item: number;
  /** 0 in the file, 1 in the `idat` box. */
  readonly method: number;
  readonly offset: number;
  readonly bytes: number;
}

/** ISO/IEC 14496-12, section 8.11.3: where these items lie, in pieces that may overlap. */
function* extentsIn(iloc: Buffer, wanted: ReadonlySet<number>): Generator<Extent> {
  const version = iloc[0] ?? 0;
  const [offsetBytes, lengthBytes] = halves(iloc[versionBytes]);
  const [baseBytes, lowest] = halves(iloc[versionBytes + 1]);
  const idBytes = version < 2 ? 2 : 4;
  const methodBytes = version === 0 ? 0 : 2;
  const indexBytes = version === 0 ? 0 : lowest;
  const pieceBytes = indexBytes + offsetBytes + lengthBytes;
  const headBytes = idBytes + methodBytes + 2 + baseBytes + 2;
  let at = versionBytes + 2 + idBytes;
  while (at + headBytes <= iloc.length) {
    const item = iloc.readUIntBE(at, idBytes);
    const method = methodBytes === 0 ? 0 : (iloc[at + idBytes + 1] ?? 0) & 15;
    const base = numberIn(iloc, at + headBytes - 2 - baseBytes, baseBytes);
    const start = at + headBytes;
    at = start + iloc.readUInt16BE(start - 2) * pieceBytes;
    if (!wanted.has(item) || pieceBytes === 0) continue;
    for (let piece = start; piece < Math.min(at, iloc.length); piece += pieceBytes) {
      const offset = base + numberIn(iloc, piece + indexBytes, offsetBytes);
      yield { item, method, offset, bytes: numberIn(iloc, piece + indexBytes + offsetBytes, lengthBytes) };
    }
  }
}

/** Two numbers of four bits: how many bytes others take, 0, 4 or 8. */
const halves = (byte = 0): readonly [number, number] => [byte >> 4, byte & 15];

const numberIn = (bytes: Buffer, at: number, length: number): number => {
  let value = 0;
  for (let index = at; index < at + length; index++) value = value * 256 + (bytes[index] ?? 0);
  return value;
};

/** A length of 0 reaches to the end. */
const joined = (extents: readonly Extent[], sources: readonly Buffer[]): Buffer | undefined => {
  const pieces: Buffer[] = [];
  for (const { method, offset, bytes } of extents) {
    const source = sources[method];
    const end = bytes === 0 ? source?.length : offset + bytes;
    if (source === undefined || end === undefined || end > source.length) return undefined;
    pieces.push(source.subarray(offset, end));
  }
  const [first] = pieces;
  return pieces.length > 1 ? Buffer.concat(pieces) : first;
};

/** Many items may share bytes, as the tiles of a plain sky do: none is handed out for two in a row. */
function* piecesIn(file: Buffer, extents: Iterable<Extent>): Generator<Buffer> {
  let [lastOffset, lastBytes] = [-1, -1];
  for (const { method, offset, bytes } of extents) {
    if (method !== 0 || (offset === lastOffset && bytes === lastBytes)) continue;
    [lastOffset, lastBytes] = [offset, bytes];
    yield file.subarray(offset, bytes === 0 ? file.length : offset + bytes);
  }
}
