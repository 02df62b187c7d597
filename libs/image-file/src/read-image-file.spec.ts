import { exifOf, picture } from '../test/pictures.ts';
import { ImageRejectedError, LimitError } from './refusal/errors.ts';
import { openedFile, readImageFile } from './read-image-file.ts';
import { jpegWithSegment } from './testing/containers.ts';
import { heicFiles } from './testing/sample-files.ts';
import { pngChunk, pngOf, pngWith } from './testing/png.ts';

const exifSegment = (orientation: number) => Buffer.concat([Buffer.from('Exif\0\0'), exifOf(orientation)]);

describe('readImageFile', () => {
  it('tells what a file is, and keeps its bytes', () => {
    const bytes = pngOf(24, 16, { colourType: 6 });
    expect(readImageFile(bytes)).toEqual({
      bytes,
      format: 'png',
      contentType: 'image/png',
      width: 24,
      height: 16,
      orientation: 1,
      pages: 1,
      hasAlpha: true,
      blocks: {},
    });
    expect(readImageFile(bytes).bytes).toBe(bytes);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives the size after orientation %i', async (orientation) => {
    const jpeg = jpegWithSegment(await picture().jpeg().toBuffer(), 0xe1, exifSegment(orientation));
    const [width, height] = orientation >= 5 ? [16, 24] : [24, 16];
    expect(readImageFile(jpeg)).toMatchObject({ orientation, width, height });
  });

  it('takes what a HEIC says itself for its size, whatever its EXIF says', () => {
    expect(readImageFile(heicFiles.turned)).toMatchObject({ width: 48, height: 64, orientation: 1 });
    expect(readImageFile(heicFiles.upright)).toMatchObject({ width: 64, height: 48, orientation: 1 });
  });

  it('keeps the size of a drawing before it was rounded', () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="24.4" height="1in"/>');
    expect(readImageFile(svg)).toMatchObject({
      width: 24,
      height: 96,
      hasAlpha: true,
      drawing: { width: 24.4, height: 96 },
    });
  });

  it('finds transparency that a PNG keeps beside its pixels', () => {
    const withColour = (bytes: number, colourType: number) =>
      readImageFile(pngWith(pngOf(4, 4, { colourType }), pngChunk('tRNS', Buffer.alloc(bytes)))).hasAlpha;
    expect([withColour(6, 2), withColour(2, 0), withColour(2, 3)]).toEqual([true, true, true]);
    expect([withColour(5, 2), withColour(0, 0), withColour(3, 3)]).toEqual([false, false, false]);
  });

  it('reads a view into a larger buffer, and copies none of it', () => {
    const png = pngWith(pngOf(7, 3), pngChunk('eXIf', exifOf(6)));
    const larger = new Uint8Array(png.length + 20);
    larger.set(png, 10);
    const { width, height, blocks } = readImageFile(larger.subarray(10, 10 + png.length));
    expect([width, height]).toEqual([3, 7]);
    expect(blocks.exif?.buffer).toBe(larger.buffer);
  });

  it.each<[string, Uint8Array, object]>([
    ['no bytes', Buffer.alloc(0), { code: 'empty', context: {} }],
    ['text', Buffer.from('hello'), { code: 'unsupported-format', context: {} }],
    ['PDF', Buffer.from('%PDF-1.7'), { code: 'unsupported-format', context: { recognised: 'PDF' } }],
    ...[
      ['jpeg', '\xff\xd8\xff'],
      ['png', '\x89PNG\r\n\x1a\n'],
      ['webp', 'RIFF\0\0\0\0WEBP'],
      ['gif', 'GIF89a'],
      ['tiff', 'II*\0'],
      ['avif', '\0\0\0\x18ftypavif'],
      ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
      ['svg', '<svg width="9"'],
      ['svg', '<svg width="0" height="9"/>'],
    ].map(
      ([format = '', head = '']) =>
        [
          `a ${format} that is ${head.length} bytes long`,
          Buffer.from(head, 'latin1'),
          { code: 'corrupt', context: { format, part: 'header' }, cause: expect.any(Error) },
        ] as [string, Uint8Array, object],
    ),
    ['a side of 0', pngOf(0, 9), { code: 'corrupt', context: { format: 'png', part: 'header' } }],
  ])('refuses %s', (_, bytes, expected) => {
    const read = () => readImageFile(bytes);
    expect(read).toThrow(ImageRejectedError);
    expect(read).toThrow(expect.objectContaining(expected));
  });

  it('holds a file to its limits, and lets pass what is exactly at them', () => {
    const png = pngOf(24, 16);
    expect(readImageFile(png, { maxBytes: png.length, maxPixels: 24 * 16, maxFrames: 1 })).toBeDefined();
    expect(() => readImageFile(png, { maxBytes: png.length - 1 })).toThrow(
      expect.objectContaining({ code: 'too-many-bytes' }),
    );
    expect(() => readImageFile(png, { maxPixels: 24 * 16 - 1 })).toThrow(
      expect.objectContaining({ code: 'too-many-pixels', context: expect.objectContaining({ pixels: 384 }) }),
    );
    expect(() => readImageFile(png, { maxPixels: 0 })).toThrow(LimitError);
  });
});

describe('openedFile', () => {
  it('opens bytes, and what is open already not again', () => {
    const file = openedFile(pngOf(24, 16));
    expect(file).toMatchObject({ format: 'png' });
    expect(openedFile(file)).toBe(file);
  });

  it('holds an open file to stricter limits', () => {
    const file = openedFile(pngOf(24, 16));
    expect(() => openedFile(file, { maxPixels: 383 })).toThrow(
      expect.objectContaining({ code: 'too-many-pixels' }),
    );
    expect(() => openedFile(file, { maxBytes: 10 })).toThrow(
      expect.objectContaining({ code: 'too-many-bytes' }),
    );
  });
});
