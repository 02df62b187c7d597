import { ascii, raw } from '../../testing/tiff-block.ts';
import { exif, type Corpus } from './made-of.ts';

const [description, make, model, software, artist, copyright] = [
  0x010e, 0x010f, 0x0110, 0x0131, 0x013b, 0x8298,
];
const [lensMake, lensModel] = [0xa433, 0xa434];

const latin1 = (text: string) => Buffer.from(`${text}\0`, 'latin1');

const cameras: readonly (readonly [make: string, model: string])[] = [
  ['Canon', 'Canon EOS 5D Mark IV'],
  ['NIKON CORPORATION', 'NIKON D70'],
  ['SONY', 'ILCE-7M3'],
  ['Apple', 'iPhone 15 Pro'],
  ['OLYMPUS IMAGING CORP.  ', 'E-M5           '],
  ['KODAK', 'kodak DC210'],
  ['LEICA CAMERA AG', 'LEICA Q2'],
  ['----', '....'],
  ['', 'Only a model'],
];

const artists = [
  'Ann',
  'Ann; Bob',
  'Ann;Bob;',
  '"Doe; John"; Bob',
  '"The ""Gate"" Co."',
  '; Ann',
  'Ann; Ann',
  '  ',
];

const captions = [
  'OLYMPUS DIGITAL CAMERA         ',
  'SONY DSC',
  'KODAK Digital Still Camera',
  'hdr',
  'default',
  'DCIM\\100MEDIA\\DJI_0001.JPG',
  '{"pictureId":"A1B2"}',
  'Untitled',
  'Screenshot_20240501-100000',
  'Processed with VSCO with f2 preset',
  'My first digital camera',
  '12.50',
  '1e3',
  'true',
];

export const texts: Corpus = {
  ...Object.fromEntries(
    cameras.map((names) => [
      `camera ${names.join(', ')}`,
      exif({ ifd0: [ascii(make, names[0]), ascii(model, names[1])] }),
    ]),
  ),
  'camera, big-endian': exif({ byteOrder: 'big', ifd0: [ascii(make, 'Canon'), ascii(model, 'EOS')] }),
  lens: exif({ exif: [ascii(lensMake, 'Sigma'), ascii(lensModel, '35mm F1.4 DG HSM | Art 012')] }),
  'lens of two makers': exif({
    ifd0: [ascii(software, 'Ver.1.00 ')],
    exif: [ascii(lensMake, 'Canon'), ascii(lensModel, 'EF50mm f/1.8 STM')],
  }),
  'software of two names': exif({ ifd0: [ascii(software, 'Adobe Photoshop 25.1 (Macintosh)')] }),
  'lens unknown': exif({ exif: [ascii(lensModel, '----')] }),
  'text with many NULs': exif({ ifd0: [ascii(model, 'EOS\0\0\0\0\0\0')] }),
  'text with leftovers behind its NUL': exif({ ifd0: [ascii(model, 'EOS\0old text')] }),
  'text without its NUL': exif({ ifd0: [ascii(model, Buffer.from('EOS 5D'))] }),
  'text of two letters': exif({ ifd0: [ascii(model, 'E5')] }),
  'text of nothing': exif({ ifd0: [ascii(model, '')] }),
  'text as raw bytes': exif({ ifd0: [raw(model, Buffer.from('EOS 5D\0'))] }),
  'text in UTF-8': exif({ ifd0: [ascii(software, 'Bildbearbeitung für André 東京 👩‍🚀')] }),
  'text in Latin-1': exif({
    ifd0: [ascii(software, latin1('für André')), ascii(artist, latin1('André; Zoë'))],
  }),
  'text in two lines': exif({ ifd0: [ascii(description, 'first\r\nsecond\tcolumn')] }),
  'text with controls': exif({ ifd0: [ascii(software, 'a\u001b[31mb\u0007\u0085c')] }),
  'text with bidirectional overrides': exif({ ifd0: [ascii(software, 'exe.\u202egpj\u2066')] }),
  'text too long': exif({
    ifd0: [ascii(software, `${'long '.repeat(60)}`), ascii(description, 'x'.repeat(3000))],
  }),
  'text with half of a surrogate pair': exif({
    ifd0: [ascii(software, Buffer.from([0x61, 0xed, 0xa0, 0xbd, 0x62, 0]))],
  }),
  ...Object.fromEntries(artists.map((text) => [`artist ${text}`, exif({ ifd0: [ascii(artist, text)] })])),
  ...Object.fromEntries(
    captions.map((text) => [`caption ${text}`, exif({ ifd0: [ascii(description, text)] })]),
  ),
  copyright: exif({ ifd0: [ascii(copyright, '© André')] }),
  'copyright of photographer and editor': exif({
    ifd0: [ascii(copyright, 'Ann, photographer\0Bob, editor')],
  }),
  'copyright of an editor': exif({ ifd0: [ascii(copyright, ' \0Bob, editor')] }),
  'copyright of blanks': exif({ ifd0: [ascii(copyright, '   ')] }),
};
