import { readImageFile } from '../read-image-file.ts';
import { tiffOf, type TiffPage } from '../testing/tiff.ts';

const side = 4;

/** A page of one strip; what its pixels are decides nothing here. */
const pageOf = (tags: TiffPage['tags']): Buffer =>
  tiffOf({ tags: { 256: side, 257: side, ...tags }, pieces: [Buffer.alloc(side * side * 16)] });

const grey = { 258: 8, 262: 1, 277: 1 };
const rgb = { 258: [8, 8, 8], 262: 2, 277: 3 };
const lab = { 258: [16, 16, 16], 262: 8, 277: 3 };
const ycbcr = { 258: [8, 8, 8], 262: 6, 277: 3 };
const tiles = { 322: 16, 323: 16 };

const recognised = (tags: TiffPage['tags']): unknown => {
  try {
    readImageFile(pageOf(tags));
    return undefined;
  } catch (error) {
    return (error as { context: { recognised?: string } }).context.recognised;
  }
};

describe('a TIFF of a kind that is not rendered right', () => {
  it.each<[string, TiffPage['tags']]>([
    ['TIFF of floating-point samples of 32 bits', { ...grey, 258: 32, 339: 3 }],
    ['TIFF of floating-point samples of 16 bits', { ...grey, 258: 16, 339: 3 }],
    ['TIFF of floating-point samples of 32 bits', { ...rgb, 258: [32, 32, 32], 339: [3, 3, 3] }],
    ['TIFF of floating-point samples of 64 bits', { ...grey, 258: 64, 339: 3 }],
    ['TIFF of signed samples of 16 bits', { ...grey, 258: 16, 339: 2 }],
    ['TIFF of signed samples of 8 bits', { ...rgb, 339: [2, 2, 2] }],
    ['TIFF of complex samples of 64 bits', { ...grey, 258: 64, 339: 6 }],
    ['TIFF of 32 bits a sample', { ...rgb, 258: [32, 32, 32] }],
    ['TIFF of 10 bits a sample', { ...grey, 258: 10 }],
    ['TIFF of 12 bits a sample', { ...grey, 258: 12 }],
    ['TIFF of 14 bits a sample', { ...rgb, 258: [14, 14, 14] }],
    ['TIFF of 4 bits a sample', { ...rgb, 258: [4, 4, 4] }],
    ['TIFF of 5 and 6 bits a sample', { ...rgb, 258: [5, 6, 5] }],
    ['TIFF of 1 bits a sample with alpha', { ...grey, 258: [1, 1], 277: 2 }],
    ['TIFF of 8 bits a sample of L*a*b*', { ...lab, 258: [8, 8, 8] }],
    ['TIFF of L*a*b* with alpha', { ...lab, 258: [16, 16, 16, 16], 277: 4 }],
    ['TIFF of ICC L*a*b*', { ...rgb, 262: 9 }],
    ['TIFF of ITU L*a*b*', { ...rgb, 262: 10 }],
    ['TIFF of LogL', { ...grey, 262: 32_844 }],
    ['TIFF of a transparency mask', { ...grey, 258: 1, 262: 4 }],
    ['TIFF of inks that are not CMYK', { ...rgb, 262: 5 }],
    ['TIFF of inks that are not CMYK', { 258: [8, 8, 8, 8], 262: 5, 277: 4, 332: 2 }],
    ['TIFF of YCbCr in full', { ...ycbcr, 530: [1, 1] }],
    ['TIFF of YCbCr in planes', { ...ycbcr, 284: 2 }],
    ['TIFF of planes that are not RGB or CMYK', { ...grey, 258: [8, 8], 277: 2, 284: 2 }],
    ['TIFF of 1 bits a sample in planes', { ...grey, 258: 1, 284: 2 }],
    ['TIFF of tiles in planes', { ...rgb, ...tiles, 284: 2 }],
    ['A picture of 3 channels', { ...grey, 258: [8, 8, 8], 277: 3 }],
    ['A picture of 2 channels', { ...rgb, 258: [8, 8], 277: 2 }],
    ['TIFF compressed with old-style JPEG', { ...ycbcr, 259: 6 }],
    ['TIFF compressed with LZMA', { ...rgb, 259: 34_925 }],
    ['TIFF compressed with ZSTD', { ...rgb, 259: 50_000 }],
    ['TIFF compressed with JPEG 2000', { ...rgb, 259: 33_005, ...tiles }],
    ['TIFF compressed with JPEG XL', { ...rgb, 259: 50_002 }],
    ['TIFF compressed with CCITT RLE by words', { ...grey, 258: 1, 259: 32_771 }],
    ['TIFF compressed with method 4242', { ...grey, 259: 4242 }],
    ['TIFF of colours of kind 77', { ...grey, 262: 77 }],
    ['TIFF of LogLuv in the open', { ...rgb, 262: 32_845 }],
    ['TIFF of a palette compressed with JPEG', { ...grey, 259: 7, 262: 3 }],
    ['TIFF of CMYK of 16 bits with alpha', { 258: [16, 16, 16, 16, 16], 262: 5, 277: 5 }],
    ['TIFF of YCbCr with a sixteenth of its colours', { ...ycbcr, 530: [4, 4] }],
    ['TIFF of tiles of YCbCr in the open', { ...ycbcr, ...tiles }],
    ['TIFF of tiles of 40 x 16 pixels', { ...grey, 322: 40, 323: 16 }],
    ['TIFF of tiles of 16 x 272 pixels', { ...grey, 322: 16, 323: 272 }],
    ['TIFF of tiles compressed with ThunderScan', { ...grey, ...tiles, 258: 4, 259: 32_809 }],
    ['TIFF of tiles of JPEG with alpha', { ...rgb, ...tiles, 258: [8, 8, 8, 8], 259: 7, 277: 4 }],
  ])('is named: %s', (name, tags) => {
    expect(recognised(tags)).toBe(name);
  });

  it('is said to be not supported, in a sentence', () => {
    expect(() => readImageFile(pageOf({ ...grey, 258: 12 }))).toThrow(
      expect.objectContaining({
        code: 'unsupported-format',
        message: expect.stringMatching(/^TIFF of 12 bits a sample is not supported\. /),
      }),
    );
  });

  it.each<[string, TiffPage['tags']]>([
    ['grey', grey],
    ['grey of 16 bits with alpha', { ...grey, 258: [16, 16], 277: 2 }],
    ['black and white, by fax', { ...grey, 258: 1, 259: 4 }],
    ['RGB with alpha', { ...rgb, 258: [8, 8, 8, 8], 277: 4 }],
    ['RGB whose bits are said once', { ...rgb, 258: 8 }],
    ['RGB in planes', { ...rgb, 284: 2 }],
    ['a palette with alpha', { ...grey, 258: [8, 8], 262: 3, 277: 2 }],
    ['CMYK with alpha', { 258: [8, 8, 8, 8, 8], 262: 5, 277: 5 }],
    ['L*a*b* of 16 bits', lab],
    ['YCbCr, fewer of its colours', ycbcr],
    ['YCbCr by JPEG', { ...ycbcr, 259: 7, 530: [1, 1] }],
    ['samples said to be whole numbers', { ...grey, 339: 1 }],
    ['samples of no known format', { ...grey, 339: 4 }],
    ['tiles of RGB', { ...rgb, ...tiles }],
    ['tiles as large as those of small pictures may be', { ...grey, 322: 256, 323: 256 }],
    ['tiles of YCbCr, compressed', { ...ycbcr, ...tiles, 259: 5 }],
    ['LogLuv', { ...rgb, 262: 32_845, 258: [16, 16, 16], 259: 34_676 }],
    ['a page that does not say what its samples mean', { 258: 8, 277: 1 }],
  ])('is another than: %s', (_, tags) => {
    expect(recognised(tags)).toBeUndefined();
  });
});
