import { boxesIn, boxIn, type Box } from '../parts/media-boxes.ts';
import type { CodePoints } from './code-points.ts';

/** Version and flags, which "full boxes" have before their content. */
const versionBytes = 4;

/**
 * The code points that an AVIF or HEIC file gives for its primary image, in a `colr` property of type `nclx`.
 * A picture put together from tiles may leave saying it to them; MIAF wants them all alike.
 * What the coded picture itself says does not count (ISO/IEC 23000-22, section 7.3.6.4).
 */
export const heifCodePoints = (bytes: Uint8Array): CodePoints | undefined => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const meta = boxIn(file, 'meta')?.subarray(versionBytes);
  if (meta === undefined) return undefined;
  const primary = primaryItem(boxIn(meta, 'pitm'));
  const properties = boxIn(meta, 'iprp') ?? nothing;
  const toldFor = (item: number | undefined) =>
    item === undefined ? undefined : codePointsAmong(propertiesOf(item, properties));
  return toldFor(primary) ?? toldFor(firstTile(primary, boxIn(meta, 'iref')));
};

const nothing = Buffer.alloc(0);

const codePointsAmong = (properties: Iterable<Box>): CodePoints | undefined => {
  for (const { type, content } of properties) {
    if (type === 'colr' && content.length >= 8 && content.toString('latin1', 0, 4) === 'nclx') {
      return { primaries: content.readUInt16BE(4), transfer: content.readUInt16BE(6) };
    }
  }
  return undefined;
};

/** ISO/IEC 14496-12, section 8.11.4. */
const primaryItem = (pitm: Buffer | undefined): number | undefined => {
  const idBytes = pitm?.[0] === 0 ? 2 : 4;
  return pitm && pitm.length >= versionBytes + idBytes ? pitm.readUIntBE(versionBytes, idBytes) : undefined;
};

/** ISO/IEC 23008-12, section 9.3: properties are listed once, in `ipco`; `ipma` tells which of them an item has. */
function* propertiesOf(item: number, iprp: Buffer): Generator<Box> {
  const listed = [...boxesIn(boxIn(iprp, 'ipco') ?? nothing)];
  for (const { type, content } of boxesIn(iprp)) {
    if (type !== 'ipma') continue;
    for (const index of associationsOf(item, content)) {
      const property = listed[index - 1];
      if (property) yield property;
    }
  }
}

/** The associations of ten thousand tiles take a tenth of it. */
const maxAssociationBytes = 1024 * 1024;

/** Numbers, from 1, of an item's properties. The top bit of each says only whether it is essential. */
const associationsOf = (item: number, ipma: Buffer): readonly number[] => {
  if (ipma.length < versionBytes + 4 || ipma.length > maxAssociationBytes) return [];
  const idBytes = ipma[0] === 0 ? 2 : 4;
  const indexBytes = ((ipma[versionBytes - 1] ?? 0) & 1) === 1 ? 2 : 1;
  let at = versionBytes + 4;
  for (let left = ipma.readUInt32BE(versionBytes); left > 0 && at + idBytes < ipma.length; left--) {
    const first = at + idBytes + 1;
    const count = ipma.readUInt8(first - 1);
    const end = first + count * indexBytes;
    if (end > ipma.length) return [];
    if (ipma.readUIntBE(at, idBytes) === item) {
      const mask = indexBytes === 2 ? 0x7fff : 0x7f;
      return Array.from(
        { length: count },
        (_, n) => ipma.readUIntBE(first + n * indexBytes, indexBytes) & mask,
      );
    }
    at = end;
  }
  return [];
};

/** ISO/IEC 14496-12, section 8.11.12: a `dimg` reference leads from a derived image to those it is made of. */
const firstTile = (item: number | undefined, iref: Buffer | undefined): number | undefined => {
  if (iref === undefined || iref.length < versionBytes) return undefined;
  const idBytes = iref[0] === 0 ? 2 : 4;
  for (const { type, content } of boxesIn(iref.subarray(versionBytes))) {
    const tileAt = idBytes + 2;
    if (type !== 'dimg' || content.length < tileAt + idBytes) continue;
    if (content.readUIntBE(0, idBytes) === item) return content.readUIntBE(tileAt, idBytes);
  }
  return undefined;
};
