import { exifOf } from '../../test/pictures.ts';
import type { IsoItem, IsoItems, IsoReference } from '../containers/iso-items.ts';
import { jpegSegment } from '../testing/containers.ts';
import { exifDescribing, packetDescribing } from './heif-metadata.ts';

const tiff = exifOf(6);
const marker = Buffer.from('Exif\0\0', 'latin1');
/** An APP1 marker, the segment's length and the marker of EXIF: ten bytes. */
const segment = jpegSegment(0xe1, Buffer.concat([marker, tiff]));

const behind = (offset: number, ...parts: readonly Buffer[]): Buffer => {
  const told = Buffer.alloc(4);
  told.writeUInt32BE(offset);
  return Buffer.concat([told, ...parts]);
};

const picture = 1;
const item = (id: number, type: string, contentType = ''): IsoItem => ({
  id,
  type,
  isHidden: false,
  contentType,
});
const cdsc = (from: number, ...to: readonly number[]): IsoReference => ({ type: 'cdsc', from, to });

const heifOf = (
  items: readonly (readonly [IsoItem, Buffer])[],
  references: readonly IsoReference[],
): IsoItems => ({
  primary: picture,
  items: [item(picture, 'hvc1'), ...items.map(([each]) => each)],
  propertiesOf: () => [],
  references,
  dataOf: (id) => items.find(([each]) => each.id === id)?.[1],
  piecesOf: () => [],
});
const exifIn = (data: Buffer) => exifDescribing(picture, heifOf([[item(2, 'Exif'), data]], [cdsc(2, 1)]));

describe('exifDescribing', () => {
  it.each([
    ['at once', behind(0, tiff)],
    ['behind the marker of EXIF, as told', behind(6, marker, tiff)],
    ['behind that marker, not told', behind(0, marker, tiff)],
    ['behind the head of a segment of a JPEG, as told', behind(10, segment)],
    ['behind such a head, not told', behind(0, segment)],
    ['behind other bytes, as told', behind(200, Buffer.alloc(200), tiff)],
    ['behind other bytes that look like it, as told', behind(tiff.length, exifOf(1), tiff)],
    ['counted from the start of the item', behind(10, marker, tiff)],
    ['told to be behind the end', behind(0xffff_ffff, marker, tiff)],
    ['without the four bytes', tiff],
    ['without the four bytes, behind the marker of EXIF', Buffer.concat([marker, tiff])],
  ])('finds a TIFF structure that stands %s', (_, data) => {
    expect(exifIn(data)).toEqual(tiff);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['half an offset', Buffer.alloc(3)],
    ['an offset alone', behind(6)],
    ['no TIFF structure', behind(0, Buffer.from('garbage, and a lot of it: more than any prefix'))],
    ['one that nobody told of, far in', behind(0, Buffer.alloc(100), tiff)],
  ])('finds none in %s', (_, data) => {
    expect(exifIn(data)).toBeUndefined();
  });

  it('takes that of the picture before any that does not say what it describes, and none of another picture', () => {
    const items = [2, 3, 4].map((id) => [item(id, 'Exif'), behind(0, exifOf(id))] as const);
    const [own, unsaid, others] = [exifOf(4), exifOf(3), cdsc(2, 7)];
    expect(exifDescribing(picture, heifOf(items, [others, cdsc(4, 5, picture)]))).toEqual(own);
    expect(exifDescribing(picture, heifOf(items, [others, cdsc(4, 5)]))).toEqual(unsaid);
    expect(exifDescribing(picture, heifOf(items.slice(0, 1), [others]))).toBeUndefined();
  });
});

describe('packetDescribing', () => {
  it('finds the packet of the picture, or one that does not say what it describes', () => {
    const packet = Buffer.from('<x:xmpmeta/>');
    const items = [[item(2, 'mime', 'application/rdf+xml'), packet] as const];
    expect(packetDescribing(picture, heifOf(items, [cdsc(2, picture)]))).toEqual(packet);
    expect(packetDescribing(picture, heifOf(items, []))).toEqual(packet);
    expect(packetDescribing(picture, heifOf(items, [cdsc(2, 7)]))).toBeUndefined();
  });
});
