import { pngChunk, pngWithChunks } from '../testing/images.ts';
import { ascii, tiffBlock, type ByteOrder } from '../testing/tiff-block.ts';
import { exifBlockOf } from './exif-block.ts';

const block = (byteOrder: ByteOrder = 'little') => tiffBlock({ byteOrder, ifd0: [ascii(0x010f, 'Canon')] });
const nothing = new Uint8Array();

describe('exifBlockOf', () => {
  it.each(['little', 'big'] as const)('knows a %s-endian block with and without its marker', (byteOrder) => {
    const exif = block(byteOrder);
    const marked = Buffer.concat([Buffer.from('Exif\0\0'), exif]);
    expect(exifBlockOf(nothing, { format: 'webp', blocks: { exif } })).toEqual(exif);
    expect(exifBlockOf(nothing, { format: 'webp', blocks: { exif: marked } })).toEqual(exif);
  });

  it('takes a TIFF file for its own block', () => {
    expect(exifBlockOf(block(), { format: 'tiff', blocks: {} })).toEqual(block());
  });

  it('does not read a BigTIFF', () => {
    const bigTiff = Buffer.from('II+\0\x08\0\0\0', 'latin1');
    expect(exifBlockOf(bigTiff, { format: 'tiff', blocks: {} })).toBeUndefined();
  });

  it('searches a PNG only when its header had no block', async () => {
    const png = await pngWithChunks(pngChunk('eXIf', block('big')));
    expect(exifBlockOf(png, { format: 'png', blocks: {} })).toEqual(block('big'));
    expect(exifBlockOf(png, { format: 'png', blocks: { exif: block() } })).toEqual(block());
    expect(exifBlockOf(png, { format: 'jpeg', blocks: {} })).toBeUndefined();
  });

  it.each([
    ['empty', ''],
    ['a marker alone', 'Exif\0\0'],
    ['something else', 'http://ns.adobe.com/xap/1.0/\0'],
    ['half a header', 'II'],
  ])('knows no block that is %s', (_name, text) => {
    const exif = Buffer.from(text, 'latin1');
    expect(exifBlockOf(nothing, { format: 'jpeg', blocks: { exif } })).toBeUndefined();
  });
});
