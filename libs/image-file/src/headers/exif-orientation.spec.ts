import { exifOf } from '../../test/pictures.ts';
import { exifOrientation, tiffIn } from './exif-orientation.ts';

const marker = Buffer.from('Exif\0\0');
const big = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1');

describe('tiffIn', () => {
  it.each([
    ['little-endian', exifOf(6)],
    ['big-endian', big],
  ])('knows a %s block with and without its marker', (_, exif) => {
    expect(tiffIn(exif)).toEqual(exif);
    expect(tiffIn(Buffer.concat([marker, exif]))).toEqual(exif);
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

describe('exifOrientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('reads %i, in either byte order and behind a marker', (orientation) => {
    expect(exifOrientation(exifOf(orientation))).toBe(orientation);
    expect(exifOrientation(Buffer.concat([marker, exifOf(orientation)]))).toBe(orientation);
    expect(exifOrientation(big)).toBe(6);
  });

  it.each([
    ['no EXIF', undefined],
    ['an orientation that does not exist', exifOf(77)],
    ['an orientation of 0', exifOf(0)],
    ['no directory', Buffer.from('II*\0\xff\xff\xff\xff', 'latin1')],
    ['a directory that is cut off', exifOf(6).subarray(0, 12)],
    ['an entry that is cut off', exifOf(6).subarray(0, 20)],
    ['anything else', Buffer.from('garbage')],
  ])('is upright for %s', (_, exif) => {
    expect(exifOrientation(exif)).toBe(1);
  });
});
