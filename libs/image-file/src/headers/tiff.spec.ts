import { exifOf, headerOf } from '../../test/pictures.ts';
import { readTiff } from './tiff.ts';

/** TIFF 6.0, section 2: directories one behind the other, each of a width and a height; the last leads on to `end`. */
const tiffOf = (pages: number, end = 0): Buffer => {
  const directoryBytes = 2 + 2 * 12 + 4;
  const file = Buffer.alloc(8 + pages * directoryBytes);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(8, 4);
  for (let page = 0; page < pages; page++) {
    const at = 8 + page * directoryBytes;
    file.writeUInt16LE(2, at);
    for (const [n, tag] of [256, 257].entries()) {
      const entry = at + 2 + n * 12;
      file.writeUInt16LE(tag, entry);
      file.writeUInt16LE(4, entry + 2);
      file.writeUInt32LE(1, entry + 4);
      file.writeUInt32LE(tag - page, entry + 8);
    }
    file.writeUInt32LE(page + 1 < pages ? at + directoryBytes : end, at + directoryBytes - 4);
  }
  return file;
};

describe('readTiff', () => {
  it('takes the size of the first page, and counts all of them', () => {
    expect(headerOf(readTiff, tiffOf(3))).toMatchObject({
      width: 256,
      height: 257,
      pages: 3,
      hasAlpha: false,
    });
  });

  it('takes the file itself for its EXIF', () => {
    const tiff = tiffOf(1);
    expect(headerOf(readTiff, tiff)?.blocks).toEqual({ exif: tiff });
  });

  it('follows directories that lead back no more than once', () => {
    expect(headerOf(readTiff, tiffOf(3, 8))).toMatchObject({ pages: 3 });
  });

  it('finds no picture without a width and a height', () => {
    expect(headerOf(readTiff, exifOf(1))).toBeUndefined();
    expect(headerOf(readTiff, Buffer.from('II*\0\xff\xff\xff\xff', 'latin1'))).toBeUndefined();
  });
});
