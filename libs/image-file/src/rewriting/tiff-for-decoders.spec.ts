import { orderedTiffOf, type TiffPage } from '../testing/tiff.ts';
import { tiffForDecoders } from './tiff-for-decoders.ts';
import { readImageFile } from '../read-image-file.ts';

const page = (tags: TiffPage['tags'] = {}): TiffPage => ({
  tags: { 256: 2, 257: 2, 258: 8, 259: 1, 262: 1, 277: 1, 278: 2, ...tags },
  pieces: [Buffer.of(9, 9, 9, 9)],
});

/** Where the last page of a TIFF says what comes behind it. */
const nextAt = (file: Buffer, order: 'II' | 'MM'): number => {
  const read = (at: number) => (order === 'II' ? file.readUInt32LE(at) : file.readUInt32BE(at));
  let next = 4;
  while (read(next) > 0) {
    const at = read(next);
    next = at + 2 + (order === 'II' ? file.readUInt16LE(at) : file.readUInt16BE(at)) * 12;
  }
  return next;
};

describe.each(['II', 'MM'] as const)('a TIFF for decoders, %s', (order) => {
  const of = (...pages: readonly TiffPage[]): Buffer => orderedTiffOf(order, ...pages);

  it('is the same bytes when libtiff has no error for it', () => {
    const file = of(page({ 274: 6, 296: 3, 266: 2 }), page());
    expect(tiffForDecoders(file)).toBe(file);
  });

  it.each<[string, TiffPage['tags'], TiffPage['tags']]>([
    ['an orientation of 0', { 274: 0 }, { 274: 1 }],
    ['an orientation of 9, as a long number', { 274: { long: [9] } }, { 274: { long: [1] } }],
    ['a resolution unit of 0', { 296: 0 }, { 296: 2 }],
    ['a fill order of 3', { 266: 3 }, { 266: 1 }],
  ])('has a value that there is instead of %s', (_, odd, mended) => {
    expect(tiffForDecoders(of(page(), page(odd)))).toEqual(of(page(), page(mended)));
  });

  it('leads nowhere behind its last page', () => {
    const file = of(page(), page());
    const at = nextAt(file, order);
    // Out of the file, into pixels, into zeros at its end, and back.
    for (const next of [99_999, 8, file.length - 4, at - 2 - 9 * 12]) {
      const lost = Buffer.from(file);
      if (order === 'II') lost.writeUInt32LE(next, at);
      else lost.writeUInt32BE(next, at);
      expect(tiffForDecoders(lost)).toEqual(file);
      expect(readImageFile(lost).width).toBe(2);
    }
  });
});
