import { box } from '@image-pipeline/image-file/testing';

/**
 * A HEIC of 24 x 16 pixels whose picture is not there: metadata is read without decoding it, and no encoder for HEVC
 * comes from npm. Boxes: ISO/IEC 14496-12; properties of images: ISO/IEC 23008-12.
 */
export interface HeicContents {
  /** A TIFF structure. */
  readonly exif?: Buffer;
  /** Stands in front of it, and how far behind the four bytes that tell it the structure then begins. */
  readonly prefix?: Buffer;
  readonly xmp?: string;
  /** Quarters of a turn against the clock, told by `irot`. */
  readonly turns?: number;
  /** The first of its brands; `heic` is among them always. With `avif` the picture is one of AV1. */
  readonly brand?: string;
}

const picture = 1;
const none = Buffer.alloc(0);
const full = (version: number, flags = 0) => Buffer.of(version, 0, 0, flags);

export const heic = ({ exif, prefix = none, xmp, turns = 0, brand = 'heic' }: HeicContents): Buffer => {
  const items: readonly Item[] = [
    { id: picture, type: brand === 'avif' ? 'av01' : 'hvc1', data: Buffer.alloc(4) },
    ...(exif ? [{ id: 2, type: 'Exif', data: Buffer.concat([uint32(prefix.length), prefix, exif]) }] : []),
    ...(xmp ? [{ id: 3, type: 'mime', data: Buffer.from(xmp), suffix: '\0application/rdf+xml\0' }] : []),
  ];
  const type = box('ftyp', text(brand), uint32(0), text('mif1heic'));
  const dataAt = type.length + meta(items, turns, 0).length + 8;
  return Buffer.concat([type, meta(items, turns, dataAt), box('mdat', ...items.map(({ data }) => data))]);
};

const meta = (items: readonly Item[], turns: number, dataAt: number) =>
  box(
    'meta',
    full(0),
    box('hdlr', full(0), uint32(0), text('pict'), Buffer.alloc(13)),
    box('pitm', full(0), uint16(picture)),
    box('iloc', full(0), Buffer.of(0x44, 0x00), uint16(items.length), ...locations(items, dataAt)),
    box('iinf', full(0), uint16(items.length), ...items.map(itemInfo)),
    box('iprp', box('ipco', ...properties(turns)), associations()),
    ...(items.length > 1 ? [box('iref', full(0), ...items.slice(1).map(describesPicture))] : []),
  );

interface Item {
  readonly id: number;
  readonly type: string;
  readonly data: Buffer;
  readonly suffix?: string;
}

const itemInfo = ({ id, type, suffix = '' }: Item) =>
  box('infe', full(2), uint16(id), uint16(0), text(type), text(`\0${suffix.slice(1)}`));

const locations = (items: readonly Item[], dataAt: number): readonly Buffer[] => {
  let offset = dataAt;
  return items.map(({ id, data }) => {
    const location = [uint16(id), uint16(0), uint16(1), uint32(offset), uint32(data.length)];
    offset += data.length;
    return Buffer.concat(location);
  });
};

/** From a file that heif-enc wrote: main still picture, 8 bits, 4:4:4. */
const decoderConfiguration = Buffer.from(
  `AQQIAAAAAAAAAAAAHvAA/P/4+AAADwMgAAEAF0ABDAH//wQIAAADAJ44AAADAAAeugJAIQABACpCAQEECAAAAwCeOAAAAwAAHpAEECCy3VyU1zcC
   AgYEAAADAAQAAAMABCAiAAEACEQBwXMYMAiQ`,
  'base64',
);

const properties = (turns: number) => [
  box('hvcC', decoderConfiguration),
  box('ispe', full(0), uint32(24), uint32(16)),
  box('pixi', full(0), Buffer.of(3, 8, 8, 8)),
  box('irot', Buffer.of(turns)),
];

const associations = () => box('ipma', full(0), uint32(1), uint16(picture), Buffer.of(4, 0x81, 2, 3, 0x84));

const describesPicture = ({ id }: Item) => box('cdsc', uint16(id), uint16(1), uint16(picture));

const text = (letters: string): Buffer => Buffer.from(letters, 'latin1');

const uint16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
