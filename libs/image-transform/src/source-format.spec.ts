import { plain } from './testing/images.ts';
import { recogniseFormat } from './source-format.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('recogniseFormat', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)(
    'recognises %s as sharp writes it',
    async (format) => {
      const bytes = await plain(8, 8).toFormat(format).toBuffer();
      expect(recogniseFormat(bytes)).toEqual({ supported: format });
    },
  );

  it.each([
    ['a big-endian TIFF', 'MM\0*\0\0\0\x08', 'tiff'],
    ['a BigTIFF', 'II+\0\x08\0\0\0', 'tiff'],
    ['a big-endian BigTIFF', 'MM\0+\0\x08\0\0', 'tiff'],
    ['an old GIF', 'GIF87a', 'gif'],
    ['an AVIF by a compatible brand', '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', 'avif'],
    ['a HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
    ['a HEIC by a compatible brand', '\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf', 'heic'],
    ['an AVIF sequence', '\0\0\0\x18ftypavis\0\0\0\0msf1miaf', 'avif'],
  ])('recognises %s', (_, head, format) => {
    expect(recogniseFormat(latin1(head))).toEqual({ supported: format });
  });

  it.each([
    ['\0\0\0\x14ftypmif1\0\0\0\0mif1', 'HEIF that names no codec'],
    ['\0\0\0\x0cJXL \r\n\x87\n', 'JPEG XL'],
    ['\xff\x0a', 'JPEG XL'],
    ['\0\0\0\x0cjP  \r\n\x87\n', 'JPEG 2000'],
    ['BM', 'BMP'],
    ['8BPS', 'Photoshop'],
    ['%PDF-1.7', 'PDF'],
  ])('names what it does not support: %j is %s', (head, name) => {
    expect(recogniseFormat(latin1(head))).toEqual({ unsupported: name });
  });

  it.each([
    ['no bytes', ''],
    ['text', 'hello'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a video', '\0\0\0\x18ftypisom\0\0\0\0isomavc1'],
    ['a RIFF file that is no WebP', 'RIFF\0\0\0\0WAVEfmt '],
    ['half a signature', '\x89PNG'],
    ['a brand beyond its box', '\0\0\0\x10ftypisom\0\0\0\0avif'],
    ['a file type box with an absurd length', '\xff\xff\xff\xffftypisom'],
  ])('does not know %s', (_, head) => {
    expect(recogniseFormat(latin1(head))).toBeUndefined();
  });
});
