import { picture } from '../../test/pictures.ts';
import { recogniseFormat } from './recognise-format.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('recogniseFormat', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)(
    'recognises %s as sharp writes it',
    async (format) => {
      const bytes = await picture().toFormat(format).toBuffer();
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
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'svg'],
    ['an SVG with a prefix', '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', 'svg'],
    ['an SVG cut off', '<?xml version="1.0"?><!-- by hand --><!DOCTYPE svg><svg width="9', 'svg'],
    ['an SVG behind a byte order mark', '\xef\xbb\xbf <?xml version="1.0"?><svg width="9">', 'svg'],
    ['an SVG in UTF-16', '\xff\xfe<\0s\0v\0g\0>\0', 'svg'],
    ['an SVG in big-endian UTF-16 without a mark', '\0<\0s\0v\0g\0>', 'svg'],
    ['an AVIF sequence', '\0\0\0\x18ftypavis\0\0\0\0msf1miaf', 'avif'],
  ])('recognises %s', (_, head, format) => {
    expect(recogniseFormat(latin1(head))).toEqual({ supported: format });
  });

  it.each([
    ['\0\0\0\x14ftypmif1\0\0\0\0mif1', 'HEIF that names no codec'],
    ['\0\0\0\x0cJXL \r\n\x87\n', 'JPEG XL'],
    ['\xff\x0a', 'JPEG XL'],
    ['\0\0\0\x0cjP  \r\n\x87\n', 'JPEG 2000'],
    ['\xff\x4f\xff\x51\0\x2f', 'JPEG 2000'],
    ['\xff\xd8\xff\xf7', 'JPEG-LS'],
    ['BM', 'BMP'],
    ['\0\0\x01\0\x01\0', 'Windows icon'],
    ['\0\0\x02\0\x01\0', 'Windows icon'],
    ['RIFF\0\0\0\0AVI LIST', 'AVI video'],
    ['\x1aE\xdf\xa3\x01\0', 'Matroska or WebM video'],
    ['\0\0\x01\xba\x44', 'MPEG video'],
    ['\0\0\0\x18ftypisom\0\0\0\0isomavc1', 'MP4 or QuickTime video'],
    ['\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'MP4 or QuickTime video'],
    ['\x1f\x8b\x08\0\0\0\0\0', 'A gzip archive, such as SVGZ,'],
    ['8BPS', 'Photoshop'],
    ['%PDF-1.7', 'PDF'],
    ['P1\n# by hand\n2 2\n1 0 0 1', 'PBM'],
    ['P5 12 9 255 ', 'PGM'],
    ['P6\n1 1\n255\nabc', 'PPM'],
    ['P7\nWIDTH 4\nHEIGHT 4\n', 'PAM'],
    ['PF\n4 4\n-1.0\n', 'PFM'],
    ['IIU\0\x18\0\0\0', 'camera raw: RW2'],
    ['IIRO\x08\0\0\0', 'camera raw: ORF'],
    ['IIRS\x08\0\0\0', 'camera raw: ORF'],
    ['MMOR\0\0\0\x08', 'camera raw: ORF'],
    ['FUJIFILMCCD-RAW 0201', 'camera raw: RAF'],
    ['\0MRM\0\0\x9a\x20', 'camera raw: MRW'],
    ['FOVb\0\0\x02\0', 'camera raw: X3F'],
    ['II\x1a\0\0\0HEAPCCDR', 'camera raw: CRW'],
    ['II\xbc\x01\x20\0\0\0', 'JPEG XR'],
    ['\0\0\0\x18ftypcrx \0\0\0\x01crx isom', 'camera raw: CR3'],
  ])('names what it does not support: %j is %s', (head, name) => {
    expect(recogniseFormat(latin1(head))).toEqual({ unsupported: name });
  });

  it.each([
    ['no bytes', ''],
    ['text', 'hello'],
    ['text about PPM', 'P6 is a format'],
    ['a web page', '<!DOCTYPE html><p>&lt;svg&gt;'],
    ['a word that begins like an SVG', '<svgz>'],
    ['text about SVG', 'write <svg> first'],
    ['other XML', '<?xml version="1.0"?><gallery><svg width="9"/></gallery>'],
    ['an SVG that never begins', '<?xml version="1.0"?><!DOCTYPE svg><!-- <svg> '],
    ['a comment', '<!-- <svg> -->'],
    ['a brand of nobody', '\0\0\0\x14ftypabcd\0\0\0\0abcd'],
    ['a RIFF file that is no WebP', 'RIFF\0\0\0\0WAVEfmt '],
    ['half a signature', '\x89PNG'],
    ['a brand beyond its box', '\0\0\0\x10ftypabcd\0\0\0\0avif'],
    ['a file type box with an absurd length', '\xff\xff\xff\xffftypabcd'],
  ])('does not know %s', (_, head) => {
    expect(recogniseFormat(latin1(head))).toBeUndefined();
  });
});
