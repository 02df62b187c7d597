import { ascii, tiffBlock, type ByteOrder } from '../testing/tiff-block.ts';
import { tiffIn } from './exif-block.ts';

const block = (byteOrder: ByteOrder) => tiffBlock({ byteOrder, ifd0: [ascii(0x010f, 'Canon')] });

describe('tiffIn', () => {
  it.each(['little', 'big'] as const)('knows a %s-endian block with and without its marker', (byteOrder) => {
    const exif = block(byteOrder);
    expect(tiffIn(exif)).toEqual(exif);
    expect(tiffIn(Buffer.concat([Buffer.from('Exif\0\0'), exif]))).toEqual(exif);
  });

  it.each([
    ['a BigTIFF', 'II+\0\x08\0\0\0'],
    ['nothing', ''],
    ['a marker alone', 'Exif\0\0'],
    ['something else', 'http://ns.adobe.com/xap/1.0/\0'],
    ['half a header', 'II'],
  ])('knows no block in %s', (_name, text) => {
    expect(tiffIn(Buffer.from(text, 'latin1'))).toBeUndefined();
  });
});
