import { boxesIn, boxIn } from '../containers/iso-boxes.ts';
import { associationsIn } from '../containers/iso-items.ts';
import { box } from './containers.ts';
import { heicFiles } from './sample-files.ts';

const versionBytes = 4;

/** The same AVIF or HEIC under another major brand; its compatible brands stay. */
export const withBrands = (heif: Buffer, major: string): Buffer => {
  const changed = Buffer.from(heif);
  changed.write(major, 8, 'latin1');
  return changed;
};

/** The boxes in the `meta` of an AVIF or HEIC, one by one. */
export const metaBoxes = (heif: Buffer): readonly Buffer[] =>
  [...boxesIn((boxIn(heif, 'meta') ?? Buffer.alloc(0)).subarray(versionBytes))].map(({ type, content }) =>
    box(type, content),
  );

/**
 * The same file with these boxes for those of its `meta`. They go behind all others, and where they were is free space,
 * so that whatever points into the file still does.
 */
export const withMeta = (heif: Buffer, boxes: readonly Buffer[]): Buffer => {
  const changed = Buffer.from(heif);
  const at = changed.indexOf('meta', 0, 'latin1');
  changed.write('free', at, 'latin1');
  return Buffer.concat([changed, box('meta', Buffer.alloc(versionBytes), ...boxes)]);
};

const uint16 = (value: number): readonly number[] => [value >> 8, value & 255];
const uint32 = (value: number): readonly number[] => [...uint16(value >>> 16), ...uint16(value & 0xffff)];

/** Where the tile of our sample lies: the first in its `mdat`, of so many bytes, 64 x 64 pixels. */
const tileBytes = 260;
const tileSide = 64;

const full = uint32(0);
const size = (width: number, height: number): Buffer => box('ispe', full, uint32(width), uint32(height));
const item = (id: number, type: string, isHidden: boolean): Buffer =>
  box('infe', [2, 0, 0, Number(isHidden)], uint16(id), [0, 0], Buffer.from(type), [0]);

/** A HEIC of a grid, of which every tile is the one of our sample: so many pixels of 64 in both directions. */
export const heicWithTiles = (columns: number, rows: number): Buffer => {
  const sample = heicFiles.upright;
  const hvcC = sample.subarray(sample.indexOf('hvcC') + 4, sample.indexOf('ispe') - 4);
  const grid = columns * rows + 1;
  const tiles = Array.from({ length: columns * rows }, (_, n) => n + 1);
  const place = (id: number, method: number, at: number, bytes: number): readonly number[] =>
    [id, method, 0, 1].flatMap(uint16).concat([at, bytes].flatMap(uint32));
  const tileAt = sample.indexOf('mdat') + 4;
  return withMeta(sample, [
    box('hdlr', full, full, Buffer.from('pict'), Buffer.alloc(13)),
    box('pitm', full, uint16(grid)),
    box(
      'iloc',
      [1, 0, 0, 0, 0x44, 0, ...uint16(grid)],
      tiles.flatMap((id) => place(id, 0, tileAt, tileBytes)),
      place(grid, 1, 0, 8),
    ),
    box('iinf', full, uint16(grid), ...tiles.map((id) => item(id, 'hvc1', true)), item(grid, 'grid', false)),
    box(
      'iprp',
      box('ipco', box('hvcC', hvcC), size(tileSide, tileSide), size(tileSide * columns, tileSide * rows)),
      box(
        'ipma',
        full,
        uint32(grid),
        tiles.flatMap((id) => [...uint16(id), 2, 0x81, 2]),
        [...uint16(grid), 1, 3],
      ),
    ),
    box('iref', full, box('dimg', uint16(grid), uint16(tiles.length), tiles.flatMap(uint16))),
    box('idat', [0, 0, rows - 1, columns - 1, ...[tileSide * columns, tileSide * rows].flatMap(uint16)]),
  ]);
};

const propertiesIn = (heif: Buffer): readonly Buffer[] => {
  const iprp =
    boxIn((boxIn(heif, 'meta') ?? Buffer.alloc(0)).subarray(versionBytes), 'iprp') ?? Buffer.alloc(0);
  return [...boxesIn(boxIn(iprp, 'ipco') ?? Buffer.alloc(0))].map(({ type, content }) => box(type, content));
};

const replaced = (heif: Buffer, boxes: Readonly<Record<string, Buffer>>): Buffer =>
  withMeta(
    heif,
    metaBoxes(heif).map((part) => boxes[part.toString('latin1', 4, 8)] ?? part),
  );

/**
 * The alpha of an AVIF with alpha, which AV1 keeps as one channel, as a picture of its own: a grey AVIF of the same
 * values, which are said to be of all 256 or of video's range. As sharp writes it, item 2 is alpha.
 */
export const greyAvifOfAlpha = (avif: Buffer, range: 'full' | 'limited'): Buffer => {
  const typed = (type: string) => propertiesIn(avif).filter((part) => part.toString('latin1', 4, 8) === type);
  const nclx = box('colr', Buffer.from('nclx'), [0, 1, 0, 13, 0, 6, range === 'full' ? 0x80 : 0]);
  const listed = [typed('ispe').at(-1), typed('av1C').at(-1), nclx].flatMap((part) => part ?? []);
  return replaced(avif, {
    pitm: box('pitm', full, [0, 2]),
    iinf: box('iinf', full, [0, 1], item(2, 'av01', false)),
    iref: box('free'),
    iprp: box('iprp', box('ipco', ...listed), box('ipma', full, uint32(1), [0, 2, 3, 1, 0x82, 3])),
  });
};

/** The same AVIF or HEIC, these properties given to an item beside its own, such as `irot` and a quarter. */
export const withProperties = (heif: Buffer, item: number, ...added: readonly Buffer[]): Buffer => {
  const listed = propertiesIn(heif);
  const meta = (boxIn(heif, 'meta') ?? Buffer.alloc(0)).subarray(versionBytes);
  const ipma = Buffer.from(boxIn(boxIn(meta, 'iprp') ?? meta, 'ipma') ?? meta);
  const row = [...associationsIn(ipma)].find((found) => found.item === item);
  if (row === undefined) throw new Error('no such item in this HEIF');
  ipma.writeUInt8(ipma.readUInt8(row.countAt) + added.length, row.countAt);
  const indexes = added.map((_, n) => 0x80 | (listed.length + n + 1));
  const rows = box('ipma', ipma.subarray(0, row.end), indexes, ipma.subarray(row.end));
  return replaced(heif, { iprp: box('iprp', box('ipco', ...listed, ...added), rows) });
};
