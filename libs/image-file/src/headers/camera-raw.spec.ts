import { readImageFile } from '../read-image-file.ts';
import { tiffOf, type TiffPage } from '../testing/tiff.ts';

const thumbnail = { 254: 1, 256: 16, 257: 12, 258: [8, 8, 8], 262: 2, 277: 3 };
const sensor = { 256: 4000, 257: 3000, 258: 14, 262: 32_803, 277: 1 };
const picture = { 256: 400, 257: 300, 258: [8, 8, 8], 262: 2, 277: 3 };
const pieces = [Buffer.alloc(16 * 12 * 3)];
const make = (name: string) => ({ 271: Buffer.from(`${name}\0`) });

/** The second page is taken out of the chain, to lie beneath the first. */
const withBeneath = (first: TiffPage['tags'], beneath: TiffPage['tags']): Buffer => {
  const pages = [
    { tags: { ...first, 330: { long: [0] } }, pieces },
    { tags: beneath, pieces },
  ];
  const file = tiffOf(...pages);
  const at = file.readUInt32LE(4);
  const count = file.readUInt16LE(at);
  const nextAt = at + 2 + count * 12;
  for (let entry = at + 2; entry < nextAt; entry += 12) {
    if (file.readUInt16LE(entry) === 330) file.writeUInt32LE(file.readUInt32LE(nextAt), entry + 8);
  }
  file.writeUInt32LE(0, nextAt);
  return file;
};

const signed = (signature: string): Buffer => {
  const file = tiffOf({ tags: thumbnail, pieces: [Buffer.concat([Buffer.from(signature), ...pieces])] });
  expect(file.toString('latin1', 8, 8 + signature.length)).toBe(signature);
  return file;
};

const page = (tags: TiffPage['tags']) => tiffOf({ tags, pieces });

describe('a raw file of a camera', () => {
  it.each<[string, () => Buffer]>([
    ['camera raw: DNG', () => withBeneath({ ...thumbnail, 50_706: Buffer.of(1, 4, 0, 0) }, sensor)],
    ['camera raw: DNG', () => page({ ...picture, 50_706: Buffer.of(1, 4, 0, 0) })],
    ['camera raw: NEF', () => withBeneath({ ...thumbnail, ...make('NIKON CORPORATION') }, sensor)],
    ['camera raw: ARW', () => withBeneath({ ...thumbnail, ...make('SONY') }, sensor)],
    ['camera raw: ARW', () => withBeneath({ ...picture, ...make('SONY') }, sensor)],
    ['camera raw: PEF', () => page({ ...sensor, ...make('PENTAX') })],
    ['camera raw: CR2', () => signed('CR\x02\0')],
    ['camera raw: IIQ', () => signed('IIII\x03waR')],
    ['camera raw: IIQ', () => page({ ...thumbnail, ...make('Phase One') })],
    ['camera raw', () => withBeneath({ ...thumbnail, ...make('somebody') }, sensor)],
    ['camera raw', () => page({ ...sensor, 262: 34_892 })],
    ['TIFF whose first page is a preview', () => withBeneath(thumbnail, picture)],
  ])('is named, and not shown as its thumbnail: %s', (name, make) => {
    expect(() => readImageFile(make())).toThrow(
      expect.objectContaining({ code: 'unsupported-format', context: { recognised: name } }),
    );
  });

  it('is told of in a sentence', () => {
    expect(() => readImageFile(signed('CR\x02\0'))).toThrow(/^Camera raw: CR2 is not supported\. /);
  });

  it.each<[string, () => Buffer]>([
    ['a picture that a camera wrote', () => page({ ...picture, ...make('NIKON CORPORATION') })],
    ['a picture with smaller ones beneath it', () => withBeneath({ ...picture, 254: 0 }, thumbnail)],
    ['a small picture alone', () => page(thumbnail)],
    ['directories that lead nowhere', () => page({ ...picture, 330: { long: [9_999_999, 0] } })],
  ])('is not: %s', (_, make) => {
    expect(readImageFile(make()).format).toBe('tiff');
  });
});
